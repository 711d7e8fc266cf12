import {
  type CloudFrontClient,
  DeleteDistributionCommand,
  type DistributionConfig,
  GetDistributionCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { isCode, messageOf, StalledError, Wait } from '../failure/errors.ts';

/** Without domain names, and so without its own certificate. */
const NAMELESS: Partial<DistributionConfig> = {
  Aliases: { Quantity: 0 },
  ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' },
};

/**
 * CloudFront checks every update as a whole, the certificate with it, and has refused one that ACM had just renewed
 * (serverless-nextjs/serverless-next.js#789). What is disabled waits for no certificate.
 */
export const disable = async (
  cloudFront: CloudFrontClient,
  Id: string,
  IfMatch: string | undefined,
  config: DistributionConfig,
): Promise<void> => {
  const update = (change: Partial<DistributionConfig>) =>
    cloudFront.send(new UpdateDistributionCommand({ Id, IfMatch, DistributionConfig: { ...config, ...change, Enabled: false } }));
  try {
    await update({});
  } catch (error) {
    if (!isCode(error, 'InvalidViewerCertificate')) throw error;
    await update(NAMELESS);
  }
};

/** Other conditions of the request pass by another look; a plan does not (https://github.com/ekristen/aws-nuke/issues/1024). */
const isSubscribed = (error: unknown): boolean => isCode(error, 'PreconditionFailed') && messageOf(error).includes('pricing plan');
const subscribed = (Id: string, cause: unknown): StalledError =>
  new StalledError(`distribution ${Id} is subscribed to a pricing plan of CloudFront, and is not deleted before the plan has ended`, {
    code: 'PreconditionFailed',
    advice:
      "Somebody has subscribed it: cancel its plan in the CloudFront console of the tenant's account, then retry the stage (docs/runbook.md#something-still-uses-it).",
    cause,
  });

/**
 * Removes a distribution in AWS's order: disable, wait until that is deployed everywhere, delete. Nothing when it is gone.
 * @throws Wait until it is disabled everywhere; StalledError while somebody pays a plan for it
 */
export const removeDistribution = async (cloudFront: CloudFrontClient, Id: string): Promise<void> => {
  const everywhere = `distribution ${Id} to be disabled everywhere`;
  try {
    const { Distribution, ETag } = await cloudFront.send(new GetDistributionCommand({ Id }));
    const config = Distribution?.DistributionConfig;
    if (config?.Enabled) {
      await disable(cloudFront, Id, ETag, config);
      throw new Wait(30, everywhere);
    }
    if (Distribution?.Status !== 'Deployed') throw new Wait(15, everywhere);
    await cloudFront.send(new DeleteDistributionCommand({ Id, IfMatch: ETag }));
  } catch (error) {
    if (isCode(error, 'DistributionNotDisabled')) throw new Wait(15, everywhere);
    if (isSubscribed(error)) throw subscribed(Id, error);
    if (!isCode(error, 'NoSuchDistribution')) throw error;
  }
};
