import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { field } from './input.ts';
import { EC2_OPERATIONS } from './operations.ts';

export const dryRunRules: readonly Rule[] = [
  {
    name: 'dry-run',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html',
    service: 'ec2',
    operations: EC2_OPERATIONS,
    // The emulator does the work all the same.
    before: async (call, context) => {
      if (field(call.params, 'DryRun') !== 'true') return undefined;
      await context.authorize(call, `ec2:${call.operation}`, '*');
      throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
    },
  },
];
