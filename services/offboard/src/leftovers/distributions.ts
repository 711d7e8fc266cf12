import {
  CloudFrontClient,
  DeleteDistributionCommand,
  type DistributionConfig,
  GetDistributionCommand,
  ListTagsForResourceCommand,
  paginateListDistributions,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { Wait } from '@tenantry/shared/errors';
import { foundIn, hasTag, type Leftover, type Lister } from './leftover.ts';

/**
 * Without its names, and so without their certificate, which may have ended meanwhile: CloudFront checks an update as a whole
 * (InvalidViewerCertificate; https://github.com/serverless-nextjs/serverless-next.js/issues/789).
 */
const NAMELESS = {
  Aliases: { Quantity: 0 },
  ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' },
} satisfies Partial<DistributionConfig>;

export const distributions: Lister = {
  service: 'CloudFront distributions',
  isGlobal: true,
  list: async (place) => {
    const client = place.client(CloudFrontClient);
    const found: Leftover[] = [];
    for await (const { DistributionList } of paginateListDistributions({ client }, {})) {
      for (const { Id, ARN } of DistributionList?.Items ?? []) {
        const { Tags } = await client.send(new ListTagsForResourceCommand({ Resource: ARN }));
        found.push(foundIn(place, 'CloudFront distribution')(Id, hasTag(place, Tags?.Items)));
      }
    }
    return found;
  },
  /** Disables it, and deletes it once that is deployed everywhere. */
  remove: async (place, { id: Id }) => {
    const client = place.client(CloudFrontClient);
    const { Distribution, ETag } = await client.send(new GetDistributionCommand({ Id }));
    const config = Distribution?.DistributionConfig;
    if (config?.Enabled) {
      await client.send(
        new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: { ...config, ...NAMELESS, Enabled: false } }),
      );
      throw new Wait(30, `distribution ${Id} to be disabled everywhere`);
    }
    if (Distribution?.Status !== 'Deployed') throw new Wait(30, `distribution ${Id} to be disabled everywhere`);
    await client.send(new DeleteDistributionCommand({ Id, IfMatch: ETag }));
  },
};
