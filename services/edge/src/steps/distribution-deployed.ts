import { GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { cloudFrontOf } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';

/** Waits until the distribution answers from every edge location: before, its name may resolve to nothing. */
export const distributionDeployed = step(
  'distributionDeployed',
  {
    ensure: async (scope: Scope, { distributionId }: { distributionId: string }) => {
      const { Distribution } = await cloudFrontOf(scope).send(new GetDistributionCommand({ Id: distributionId }));
      if (Distribution?.Status !== 'Deployed') throw new Wait(10, `distribution ${distributionId} to be deployed`);
      return {};
    },
    // It only waits.
    remove: async () => {},
  },
  {
    usually: {
      for: 'CloudFront to deploy the distribution everywhere',
      seconds: 195,
      source: 'https://github.com/binbashar/le-tf-infra-aws/issues/408 (3 min 15 s; AWS says within 5 min)',
    },
  },
);
