import {
  OrganizationsClient,
  paginateListAccountsForParent,
  paginateListTagsForResource,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import { POOL_TAG, tenantTags } from '@tenantry/shared/domain/names';
import { type AccountTags, accountTagsOf, isReassigned } from '@tenantry/shared/domain/pooled-account';
import type { Scope } from './scope.ts';

/** Accounts whose tags are asked for at a time. */
const AT_A_TIME = 10;

interface Quarantined extends AccountTags {
  readonly accountId: string;
}

export const tagsOf = async ({ inOwner }: Pick<Scope, 'inOwner'>, accountId: string): Promise<Quarantined> => ({
  accountId,
  ...(await accountTagsOf(paginateListTagsForResource({ client: inOwner(OrganizationsClient) }, { ResourceId: accountId }))),
});

/** Whether the tenant's account is free or another tenant's by now; never where accounts are not recycled. */
export const isAccountReassigned = async (scope: Scope, accountId: string): Promise<boolean> =>
  scope.recycle && isReassigned(await tagsOf(scope, accountId), scope.tenantId);

/** Accounts in the quarantine unit that are still open: the pool, and those of tenants being removed. */
const quarantined = async (scope: Scope): Promise<readonly Quarantined[]> => {
  const found: Quarantined[] = [];
  const query = { ParentId: scope.owner.quarantineOuId };
  for await (const { Accounts = [] } of paginateListAccountsForParent({ client: scope.inOwner(OrganizationsClient) }, query)) {
    const open = Accounts.flatMap(({ Id, State }) => (Id && State === 'ACTIVE' ? [Id] : []));
    for (let i = 0; i < open.length; i += AT_A_TIME) {
      found.push(...(await Promise.all(open.slice(i, i + AT_A_TIME).map((accountId) => tagsOf(scope, accountId)))));
    }
  }
  return found;
};

/**
 * The tenant's account that came from the pool and has not left the quarantine unit: by its tag, since name and e-mail address are
 * those of another tenant. One that has left it is in the record: it is moved only after it was saved.
 */
export const findRecycled = async (scope: Scope): Promise<string | undefined> =>
  scope.recycle ? (await quarantined(scope)).find(({ tenantId }) => tenantId === scope.tenantId)?.accountId : undefined;

/**
 * Takes an account that was rolled back before anybody used it (docs/adr/0006), if recycling is on and there is one. Needs a place to
 * create: the claim decides between those who have one. Answers its id.
 */
export const takeFromPool = async (scope: Scope): Promise<string | undefined> => {
  const { inOwner, deployment, tenantId } = scope;
  const organizations = inOwner(OrganizationsClient);
  if (!scope.recycle) return undefined;
  const accounts = await quarantined(scope);
  const own = accounts.find((account) => account.tenantId === tenantId);
  const found = own ?? (await firstClaimed(scope, accounts));
  if (!found) return undefined;
  const ResourceId = found.accountId;
  // In this order: a crash in between leaves it in nobody's reach but this tenant's.
  if (!own) await organizations.send(new TagResourceCommand({ ResourceId, Tags: tenantTags(deployment, tenantId) }));
  await organizations.send(new UntagResourceCommand({ ResourceId, TagKeys: [POOL_TAG] }));
  return ResourceId;
};

const firstClaimed = async ({ lease, deployment }: Scope, accounts: readonly Quarantined[]): Promise<Quarantined | undefined> => {
  for (const account of accounts) {
    if (account.pool === deployment && !account.tenantId && (await lease.claim(account.accountId))) return account;
  }
  return undefined;
};
