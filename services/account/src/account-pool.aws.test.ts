import {
  ListParentsCommand,
  ListTagsForResourceCommand,
  type OrganizationsClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { POOL_TAG, TENANT_TAG } from '@tenantry/shared/domain/names';
import { replacing } from '@tenantry/shared/testing/clients';
import { settled } from '@tenantry/shared/testing/step-contract';
import { findAccount } from './organization-account.ts';
import type { Scope } from './scope.ts';
import { account } from './steps/account.ts';
import { accountCreated } from './steps/account-created.ts';
import { organizationalUnit } from './steps/organizational-unit.ts';
import { deployment, organizations, type TestDeployment, tenantIn } from './testing/tenant-account.ts';

const ensured = async (scope: Scope): Promise<string> => {
  const creation = await settled(() => account.ensure(scope, {}, {}));
  return (await settled(() => accountCreated.ensure(scope, creation, {}))).accountId;
};
const recycling = (at: TestDeployment): Scope => ({ ...tenantIn(at), recycle: true });
const tagsOf = async (ResourceId: string): Promise<Record<string, string>> => {
  const { Tags = [] } = await organizations.send(new ListTagsForResourceCommand({ ResourceId }));
  return Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
};
/** An account in quarantine, as a rolled-back tenant leaves it: still the tenant's, in the pool, or in between. */
const leftBehind = async (at: TestDeployment, ...freed: ('pool' | 'tenant')[]): Promise<{ accountId: string; tenantId: string }> => {
  const scope = tenantIn(at);
  const accountId = await ensured(scope);
  await settled(() => organizationalUnit.remove(scope, { accountId }, {}));
  const ResourceId = accountId;
  if (freed.includes('pool'))
    await organizations.send(new TagResourceCommand({ ResourceId, Tags: [{ Key: POOL_TAG, Value: at.deployment }] }));
  if (freed.includes('tenant')) await organizations.send(new UntagResourceCommand({ ResourceId, TagKeys: [TENANT_TAG] }));
  return { accountId, tenantId: scope.tenantId };
};
/** Organizations, in whose middle the worker dies: before its first call of the named class. */
const dyingBefore = (command: new (input: never) => object): OrganizationsClient => {
  let dead = false;
  const send = (sent: object): Promise<unknown> => {
    if (dead || !(sent instanceof command)) return organizations.send(sent as never);
    dead = true;
    return Promise.reject(new Error('the worker died'));
  };
  return new Proxy(organizations, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
};

describe('the pool of accounts', () => {
  test("an account that nobody used is taken before one is created, and is the new tenant's from then on", async () => {
    const at = await deployment();
    const { accountId } = await leftBehind(at, 'pool', 'tenant');
    const scope = recycling(at);
    expect(await ensured(scope)).toBe(accountId);
    expect(await tagsOf(accountId)).toEqual({ [TENANT_TAG]: scope.tenantId, 'tenantry:stage': at.deployment });
    expect(await ensured(scope)).toBe(accountId);
    await organizationalUnit.ensure(scope, { accountId }, {});
    const { Parents } = await organizations.send(new ListParentsCommand({ ChildId: accountId }));
    expect(Parents?.[0]?.Id).toBe(at.owner.bootstrapOuId);
  });

  test('off by default: an account of the pool stays there', async () => {
    const at = await deployment();
    const { accountId } = await leftBehind(at, 'pool', 'tenant');
    expect(await ensured(tenantIn(at))).not.toBe(accountId);
    expect(await tagsOf(accountId)).toEqual({ [POOL_TAG]: at.deployment, 'tenantry:stage': at.deployment });
  });

  test('a crash between the two tag calls leads to the same account, forward and back', async () => {
    const at = await deployment();
    const { accountId } = await leftBehind(at, 'pool', 'tenant');
    const scope = recycling(at);
    const dying = { ...scope, inOwner: replacing(scope.inOwner, dyingBefore(UntagResourceCommand)) };
    await expect(settled(() => account.ensure(dying, {}, {}))).rejects.toThrow('died');
    expect(await tagsOf(accountId)).toMatchObject({ [TENANT_TAG]: scope.tenantId, [POOL_TAG]: at.deployment });
    // Nobody else takes it, though it still has the pool's tag.
    await scope.lease.release();
    const other = recycling(at);
    expect(await ensured(other)).not.toBe(accountId);
    // The way back finds it without any saved output, and so does the way forward.
    expect(await accountCreated.remove(scope, {}, {})).toEqual({ accountId });
    expect(await ensured(scope)).toBe(accountId);
    expect(await tagsOf(accountId)).toEqual({ [TENANT_TAG]: scope.tenantId, 'tenantry:stage': at.deployment });
  });

  test('a crash before the first tag call leaves the account to the next try', async () => {
    const at = await deployment();
    const { accountId } = await leftBehind(at, 'pool', 'tenant');
    const scope = recycling(at);
    const dying = { ...scope, inOwner: replacing(scope.inOwner, dyingBefore(TagResourceCommand)) };
    await expect(settled(() => account.ensure(dying, {}, {}))).rejects.toThrow('died');
    expect(await accountCreated.remove(scope, {}, {})).toEqual({});
    expect(await ensured(scope)).toBe(accountId);
  });

  test('accounts that are not free are never taken: of a tenant on its way back, half freed, or of another deployment', async () => {
    const at = await deployment();
    const busy = [await leftBehind(at), await leftBehind(at, 'pool')];
    const { accountId: foreign } = await leftBehind(at, 'tenant');
    await organizations.send(new TagResourceCommand({ ResourceId: foreign, Tags: [{ Key: POOL_TAG, Value: 'another' }] }));
    const accountId = await ensured(recycling(at));
    expect([...busy.map((one) => one.accountId), foreign]).not.toContain(accountId);
    for (const one of busy) expect(await tagsOf(one.accountId)).toMatchObject({ [TENANT_TAG]: one.tenantId });
  });

  test('two tenants never get the same account, though Organizations still shows it as free to the second', async () => {
    const at = await deployment();
    const { accountId } = await leftBehind(at, 'pool', 'tenant');
    const [first, second] = [recycling(at), recycling(at)];
    expect(await ensured(first)).toBe(accountId);
    await organizations.send(new TagResourceCommand({ ResourceId: accountId, Tags: [{ Key: POOL_TAG, Value: at.deployment }] }));
    await organizations.send(new UntagResourceCommand({ ResourceId: accountId, TagKeys: [TENANT_TAG] })); // what an old read shows
    const created = await ensured(second);
    expect(created).not.toBe(accountId);
    expect(await findAccount(second)).toBe(created);
  });

  test('a tenant that is gone does not reach for its account when that was given on', async () => {
    const at = await deployment();
    const { accountId, tenantId } = await leftBehind(at, 'pool', 'tenant');
    const scope = recycling(at);
    await ensured(scope);
    expect(await accountCreated.remove({ ...recycling(at), tenantId }, {}, { accountId })).toEqual({});
  });

  test("an account that merely lost its tag is still its tenant's", async () => {
    const scope = recycling(await deployment());
    const accountId = await ensured(scope);
    await organizations.send(new UntagResourceCommand({ ResourceId: accountId, TagKeys: [TENANT_TAG] }));
    expect(await accountCreated.remove(scope, {}, { accountId })).toEqual({ accountId });
  });
});
