import {
  ListTagsForResourceCommand,
  type OrganizationsClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import { POOL_TAG, TENANT_TAG } from '@tenantry/shared/names';

const tagsOf = async (organizations: OrganizationsClient, ResourceId: string): Promise<ReadonlyMap<string, string>> => {
  const { Tags = [] } = await organizations.send(new ListTagsForResourceCommand({ ResourceId }));
  return new Map(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
};

/** Whether the account is free or another tenant's by now. One that merely lost its tag is still the tenant's own. */
export const isGivenOn = async (organizations: OrganizationsClient, accountId: string, tenantId: string): Promise<boolean> => {
  const tags = await tagsOf(organizations, accountId);
  const owner = tags.get(TENANT_TAG);
  return owner === undefined ? tags.has(POOL_TAG) : owner !== tenantId;
};

/**
 * Frees an empty account for the next tenant (docs/adr/0006). The pool is a tag in the organization, so nobody keeps another list:
 * an account is free when it has `tenantry:pool` and no `tenantry:tenant-id`. One that has another tenant by now is left alone.
 */
export const poolAccount = async (
  organizations: OrganizationsClient,
  accountId: string,
  tenantId: string,
  stage: string,
): Promise<void> => {
  if (await isGivenOn(organizations, accountId, tenantId)) return;
  const ResourceId = accountId;
  // In this order: a crash in between leaves it this tenant's.
  await organizations.send(new TagResourceCommand({ ResourceId, Tags: [{ Key: POOL_TAG, Value: stage }] }));
  await organizations.send(new UntagResourceCommand({ ResourceId, TagKeys: [TENANT_TAG] }));
};
