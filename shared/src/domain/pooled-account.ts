import { POOL_TAG, TENANT_TAG } from './names.ts';

/** The owner of an account, by its tags. */
export interface AccountTags {
  readonly tenantId: string | undefined;
  readonly pool: string | undefined;
}

/** A page as Organizations' ListTagsForResource answers it. */
interface TagPage {
  readonly Tags?: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined;
}

/**
 * @param pages all of them: Organizations "can occasionally return an empty set of results even when there are more results available"
 *   (API reference, ListTagsForResource), and an account that seems to lack its tag would be taken for another's
 */
export const accountTagsOf = async (pages: AsyncIterable<TagPage>): Promise<AccountTags> => {
  const all = new Map<string | undefined, string | undefined>();
  for await (const { Tags = [] } of pages) for (const { Key, Value } of Tags) all.set(Key, Value);
  return { tenantId: all.get(TENANT_TAG), pool: all.get(POOL_TAG) };
};

/** Where accounts are recycled (docs/adr/0006), a tenant's may be free or another's by now. One that merely lost its tag is still its own. */
export const isReassigned = ({ tenantId: owner, pool }: AccountTags, tenantId: string): boolean =>
  owner === undefined ? pool !== undefined : owner !== tenantId;
