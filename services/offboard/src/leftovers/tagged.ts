import { paginateGetResources, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { TENANT_TAG } from '@tenantry/shared/names';
import { foundIn, type Leftover, type Lister } from './leftover.ts';

/** Whatever carries the tenant's tag in a shared account, of services that no other lister knows too. */
export const tagged: Lister = {
  service: 'tagged resources',
  list: async (place) => {
    const found: Leftover[] = [];
    const client = place.client(ResourceGroupsTaggingAPIClient);
    const TagFilters = [{ Key: TENANT_TAG, Values: [place.tenantId] }];
    for await (const { ResourceTagMappingList = [] } of paginateGetResources({ client }, { TagFilters })) {
      found.push(...ResourceTagMappingList.map(({ ResourceARN }) => foundIn(place, 'tagged resource')(ResourceARN, true)));
    }
    return found;
  },
};
