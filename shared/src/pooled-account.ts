import { POOL_TAG, TENANT_TAG } from './names.ts';

/** What the tags of an account say of whose it is. */
export interface AccountTags {
  readonly tenantId: string | undefined;
  readonly pool: string | undefined;
}

/** @param tags as Organizations' ListTagsForResource answers them */
export const accountTagsOf = (
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): AccountTags => {
  const tag = (key: string) => tags.find(({ Key }) => Key === key)?.Value;
  return { tenantId: tag(TENANT_TAG), pool: tag(POOL_TAG) };
};

/** Where accounts are recycled (docs/adr/0006), a tenant's may be free or another's by now. One that merely lost its tag is still its own. */
export const isGivenOn = ({ tenantId: owner, pool }: AccountTags, tenantId: string): boolean =>
  owner === undefined ? pool !== undefined : owner !== tenantId;
