import { DescribeAccountCommand, ListTagsForResourceCommand } from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { Closing } from '@tenantry/shared/deployment/closing-config';
import { DEPLOYMENT_TAG, POOL_TAG, tenantTags } from '@tenantry/shared/domain/names';
import { Wait } from '@tenantry/shared/failure/errors';
import { settled } from '@tenantry/shared/testing/step-contract';
import { ulid } from 'ulid';
import type { ClosingPorts } from '../closing/close-accounts.ts';
import type { Scope } from '../scope.ts';
import { newClosings } from '../testing/closings-table.ts';
import { memberAccount, organizations } from '../testing/member-account.ts';
import { zoneWith } from '../testing/place.ts';
import { closing } from './closing.ts';

const DAY = 86_400;

/** Tenants of one table of closings, with a clock that the test turns. */
const deployment = async (settings: Partial<Closing> = {}, recycle = false) => {
  let now = 1_795_500_000;
  const ports: ClosingPorts = {
    closings: await newClosings(),
    organizations,
    settings: Closing.parse(settings),
    now: () => now,
    closed: async () => {},
    dated: async () => {},
  };
  const zone = zoneWith('dev');
  zone.config.organization = { ...zone.config.organization, recycle };
  const closeOnce = (accountId?: string, tenantId = ulid(), rolledBack = false) =>
    closing.ensure({ tenantId, zone, closing: ports } as Scope, { accountId, rolledBack }, {});
  return {
    closeOnce,
    /** AWS closes three at a time, of other tests too: waits as the runner does. */
    close: (accountId?: string, tenantId = ulid(), rolledBack = false) => settled(() => closeOnce(accountId, tenantId, rolledBack)),
    ports,
    after: (seconds: number) => (now += seconds),
    dateIn: (seconds: number) => new Date((now + seconds) * 1000).toISOString(),
  };
};

describe('closing', () => {
  test('a tenant that never had an account has nothing to close', async () => {
    const { close } = await deployment();
    expect(await close(undefined)).toEqual({ closing: { state: 'none' } });
  });

  test('within quota the account is closed at once, and again is the same', async () => {
    const { close } = await deployment();
    const accountId = await memberAccount();
    const tenantId = ulid();
    expect(await close(accountId, tenantId)).toEqual({ closing: { state: 'closed' } });
    const { Account } = await organizations.send(new DescribeAccountCommand({ AccountId: accountId }));
    expect(['PENDING_CLOSURE', 'CLOSED']).toContain(Account?.State);
    expect(await close(accountId, tenantId)).toEqual({ closing: { state: 'closed' } });
  });

  test('over quota the account is queued with the date on which the window allows it', async () => {
    const { close, dateIn } = await deployment({ minimum: 1, share: 0 });
    await close(await memberAccount());
    expect(await close(await memberAccount())).toEqual({ closing: { state: 'queued', closesAt: dateIn(30 * DAY) } });
  });

  test('while AWS closes others it waits, and after ten minutes the schedule goes on', async () => {
    const { closeOnce, close, ports, after, dateIn } = await deployment({ concurrency: 1 });
    // Of an account that AWS is still closing, as far as this table knows.
    await ports.closings.register({
      tenantId: ulid(),
      accountId: await memberAccount(),
      requestedAt: 0,
      state: 'closing',
      closedAt: ports.now(),
    });
    const [accountId, tenantId] = [await memberAccount(), ulid()];
    await expect(closeOnce(accountId, tenantId)).rejects.toThrow(Wait);
    const { closings } = ports;
    const item = await closings.find(tenantId);
    await closings.save({ ...item!, requestedAt: ports.now() - 601 });
    expect(await close(accountId, tenantId)).toEqual({ closing: { state: 'queued', closesAt: dateIn(0) } });
    after(61); // nobody ever asked AWS for the other one
    await closeOnce(accountId, tenantId).catch(() => undefined);
    expect((await closings.all()).map(({ state }) => state)).toContain('closing');
  });

  describe('where accounts are recycled', () => {
    const tagsOf = async (ResourceId: string) =>
      Object.fromEntries(
        ((await organizations.send(new ListTagsForResourceCommand({ ResourceId }))).Tags ?? []).map(({ Key, Value }) => [Key, Value]),
      );
    const stateOf = async (AccountId: string) => (await organizations.send(new DescribeAccountCommand({ AccountId }))).Account?.State;

    test('one that was rolled back is free for the next tenant, and again is the same', async () => {
      const { close, ports } = await deployment({}, true);
      const tenantId = ulid();
      const accountId = await memberAccount(tenantTags('dev', tenantId));
      expect(await close(accountId, tenantId, true)).toEqual({ closing: { state: 'pooled' } });
      expect(await tagsOf(accountId)).toEqual({ [POOL_TAG]: 'dev', [DEPLOYMENT_TAG]: 'dev' });
      expect(await stateOf(accountId)).toBe('ACTIVE');
      expect(await close(accountId, tenantId, true)).toEqual({ closing: { state: 'pooled' } });
      expect(await ports.closings.all()).toEqual([]);
    });

    test('one that the next tenant has by now is left alone', async () => {
      const { close } = await deployment({}, true);
      const next = tenantTags('dev', ulid());
      const accountId = await memberAccount(next);
      await close(accountId, ulid(), true);
      expect(await tagsOf(accountId)).toEqual(Object.fromEntries(next.map(({ Key, Value }) => [Key, Value])));
    });

    test('one that a person gave back is closed all the same', async () => {
      const { close } = await deployment({}, true);
      const tenantId = ulid();
      expect(await close(await memberAccount(tenantTags('dev', tenantId)), tenantId, false)).toEqual({ closing: { state: 'closed' } });
    });

    test('by default none is recycled', async () => {
      const { close } = await deployment();
      const tenantId = ulid();
      expect(await close(await memberAccount(tenantTags('dev', tenantId)), tenantId, true)).toEqual({ closing: { state: 'closed' } });
    });
  });
});
