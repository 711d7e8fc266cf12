import { CloudFrontClient, ListTagsForResourceCommand, paginateListDistributions } from '@aws-sdk/client-cloudfront';
import { removeDistribution } from '@tenantry/shared/aws/remove-distribution';
import { hasTag } from '@tenantry/shared/aws/tags';
import { foundIn, type Leftover, type Lister } from './leftover.ts';

export const distributions: Lister = {
  service: 'CloudFront distributions',
  finds: ['AWS::CloudFront::Distribution'],
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
  remove: (place, { id }) => removeDistribution(place.client(CloudFrontClient), id),
};
