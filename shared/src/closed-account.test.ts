import { expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { requireReachable, unlessClosed } from './closed-account.ts';
import { fresh, type StageRecord } from './record.ts';
import { runner } from './runner.ts';
import { type AnyStage, stage, step } from './stage.ts';

const ACCOUNT = '123456789012';
const heard = (name: string, detail: object = {}) => ({
  name,
  detail: { tenantId: 'T', eventId: `T/${name}`, causedBy: '', at: '', ...detail },
});
const closedAccount = { accountId: ACCOUNT, noticedAt: '2026-11-24T09:00:00.000Z', held: [] };

/** A stage with a resource in the tenant's account and one in another, on its way back; answers what was removed and published. */
const goesBack = async (offboarding: object) => {
  const removed: string[] = [];
  const published: string[] = [];
  const remove = (name: string, isTenants: boolean) =>
    step(name, {
      ensure: async () => ({}),
      remove: async (scope: { client: () => void }) => {
        if (isTenants) scope.client();
        removed.push(name);
      },
    });
  const network = stage<{ client: () => void }>('network', { removeOn: [TenantOffboarding], removed: NetworkRemoved })
    .on(AccountReady)
    .step(remove('route', false))
    .step(remove('vpc', true))
    .publishes(NetworkPeered as never) as unknown as AnyStage;
  let record: StageRecord = fresh('T');
  const run = runner(network, {
    change: async (_id, f) => {
      record = f(record);
      return record;
    },
    publish: async (event) => void published.push(event),
    later: async () => {},
    progress: () => {},
    scope: (of) => ({ client: () => requireReachable(of, ACCOUNT) }),
    id: () => 'w',
    now: () => 0,
    remaining: () => 30,
  });
  await run(heard(AccountReady.name));
  await run(heard(TenantOffboarding.name, offboarding));
  return { removed, published: published.filter((event) => event !== NetworkPeered.name) };
};

test('while the account is there, everything is removed', async () => {
  expect(await goesBack({})).toEqual({ removed: ['vpc', 'route'], published: ['NetworkRemoved'] });
});

test('what lies in an account that somebody closed holds up nothing: what is elsewhere goes, and the stage ends', async () => {
  expect(await goesBack({ closedAccount })).toEqual({ removed: ['route'], published: ['NetworkRemoved'] });
});

test('a look that works on both sides goes on with the other one, and no other error is taken for a closed account', async () => {
  const record: StageRecord = { ...fresh('T'), seen: { TenantOffboarding: { keys: [], detail: heard('', { closedAccount }).detail } } };
  expect(await unlessClosed(async () => requireReachable(record, ACCOUNT))).toBeUndefined();
  expect(await unlessClosed(async () => 'there')).toBe('there');
  const denied = Object.assign(new Error('denied'), { name: 'AccessDenied' });
  await expect(unlessClosed(() => Promise.reject(denied))).rejects.toBe(denied);
});
