import { GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { originHashes } from '@tenantry/shared/aws/origin-secret';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { admit, admitted } from '../api-door.ts';
import { cloudFrontOf } from '../cloudfront.ts';
import { originSecretIn } from '../distribution-config.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly distributionId: string;
  readonly apiId: string;
}

/**
 * Waits until the distribution answers from every edge location: before, its name may resolve to nothing, and some locations send the
 * origin's secret of before. After that the API answers to the present one only.
 */
export const distributionDeployed = step(
  'distributionDeployed',
  {
    ensure: async (scope: Scope, { distributionId, apiId }: Needs) => {
      const get = new GetDistributionCommand({ Id: distributionId });
      const { Distribution } = await cloudFrontOf(scope).send(get);
      if (Distribution?.Status !== 'Deployed') throw new Wait(10, `distribution ${distributionId} to be deployed`);
      const secret = originSecretIn(Distribution.DistributionConfig);
      if (secret !== undefined && (await admitted(scope, apiId)) !== originHashes([secret])) await admit(scope, apiId, [secret]);
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
