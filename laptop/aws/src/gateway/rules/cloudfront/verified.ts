import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { switches } from '../by-hand.ts';

export const cloudfrontVerifiedRules: readonly Rule[] = [
  {
    name: 'account-verified',
    source: 'https://github.com/aws-samples/aws-cdk-examples/issues/279',
    service: 'cloudfront',
    operations: ['CreateDistribution', 'CreateDistributionWithTags'],
    before: (_call, context) => {
      if (switches(context).cloudFront) return undefined;
      const message =
        'Your account must be verified before you can add new CloudFront resources. To verify your account, please contact AWS Support (https://console.aws.amazon.com/support/home#/) and include this error message.';
      throw new AwsError('AccessDenied', message, 403);
    },
  },
];
