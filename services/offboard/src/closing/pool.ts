import {
  type OrganizationsClient,
  paginateListTagsForResource,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import { POOL_TAG, TENANT_TAG } from '@tenantry/shared/domain/names';
import { accountTagsOf, isReassigned } from '@tenantry/shared/domain/pooled-account';

/** Whether the tenant's account is free or another tenant's by now. */
export const isAccountReassigned = async (organizations: OrganizationsClient, accountId: string, tenantId: string): Promise<boolean> => {
  const tags = await accountTagsOf(paginateListTagsForResource({ client: organizations }, { ResourceId: accountId }));
  return isReassigned(tags, tenantId);
};

/**
 * Frees an empty account for the next tenant (docs/adr/0006). The pool is a tag in the organization, so nobody keeps another list:
 * an account is free when it has `tenantry:pool` and no `tenantry:tenant-id`. One that has another tenant by now is left alone.
 */
export const poolAccount = async (
  organizations: OrganizationsClient,
  accountId: string,
  tenantId: string,
  deployment: string,
): Promise<void> => {
  if (await isAccountReassigned(organizations, accountId, tenantId)) return;
  const ResourceId = accountId;
  // In this order: a crash in between leaves it this tenant's.
  await organizations.send(new TagResourceCommand({ ResourceId, Tags: [{ Key: POOL_TAG, Value: deployment }] }));
  await organizations.send(new UntagResourceCommand({ ResourceId, TagKeys: [TENANT_TAG] }));
};
