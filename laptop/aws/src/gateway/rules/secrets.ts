import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';

export const secretsManagerRules: readonly Rule[] = [
  {
    name: 'secret-name-scheduled-for-deletion',
    source:
      'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html (InvalidRequestException); the words: https://github.com/redpanda-data/console/issues/1835',
    service: 'secretsmanager',
    operations: ['CreateSecret'],
    before: async (call, context) => {
      const { status, output } = await context.emulator({
        accountId: call.caller.accountId,
        region: call.region,
        service: 'secretsmanager',
        operation: 'DescribeSecret',
        input: { SecretId: String(call.params.Name ?? '') },
      });
      if (status >= 300 || output.DeletedDate === undefined) return undefined;
      throw new AwsError(
        'InvalidRequestException',
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    },
  },
];
