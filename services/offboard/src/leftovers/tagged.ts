import { paginateGetResources, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { TENANT_TAG } from '@tenantry/shared/domain/names';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

/**
 * This index names what is gone for hours (https://github.com/boto/boto3/issues/3341, https://github.com/aws/aws-sdk/issues/676). Of what
 * a stage makes in the DevOps account, the services themselves are asked by name: they know better.
 */
const ASKED_BY_NAME = /^arn:aws:(codebuild:[^:]*:\d*:project\/|codepipeline:)/;

/** Whatever carries the tenant's tag in a shared account, of services that no other lister knows too. */
export const tagged: Lister = {
  service: 'tagged resources',
  finds: [],
  list: async (place) => {
    const found: Leftover[] = [];
    const client = place.client(ResourceGroupsTaggingAPIClient);
    const TagFilters = [{ Key: TENANT_TAG, Values: [place.tenantId] }];
    for await (const { ResourceTagMappingList = [] } of paginateGetResources({ client }, { TagFilters })) {
      const isAsked = (arn = ''): boolean =>
        place.accountId === place.zone.config.accounts.devops && ASKED_BY_NAME.test(arn) && hasName(place, arn);
      const others = ResourceTagMappingList.filter(({ ResourceARN }) => !isAsked(ResourceARN));
      found.push(...others.map(({ ResourceARN }) => foundIn(place, 'tagged resource')(ResourceARN, true)));
    }
    return found;
  },
};
