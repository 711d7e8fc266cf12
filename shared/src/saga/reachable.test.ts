import { expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { StageRetryRequested } from '@tenantry/events-schema/admin';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { memoryPorts } from '../testing/memory-ports.ts';
import { ifReachable, requireReachable } from './reachable.ts';
import { fresh, type StageRecord } from './record.ts';
import { runner } from './runner.ts';
import { type AnyStage, stage, step } from './stage.ts';

const ACCOUNT = '123456789012';
const heard = (name: string, detail: object = {}) => ({
  name,
  detail: { tenantId: 'T', eventId: `T/${name}`, causedBy: '', at: '', ...detail },
});
const closedAccount = { accountId: ACCOUNT, noticedAt: '2026-11-24T09:00:00.000Z', held: [] };

const refusal = (accountId: string): Error =>
  Object.assign(
    new Error(`User: u is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${accountId}:role/tenantry-dev-network`),
    { name: 'AccessDenied' },
  );

/** A stage being removed, with a resource in the tenant's account and one in another. */
const wayBack = async () => {
  const removed: string[] = [];
  const published: string[] = [];
  let refused: Error | undefined;
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
    .step(remove('route', false)) // goes last
    .step(remove('vpc', true))
    .publishes(NetworkPeered as never) as unknown as AnyStage;
  const { ports } = memoryPorts({
    publish: async (event) => void published.push(event),
    scope: (of) => ({
      client: () => {
        requireReachable(of, ACCOUNT);
        if (refused) throw refused;
      },
    }),
  });
  const run = runner(network, ports);
  await run(heard(AccountReady.name, { accountId: ACCOUNT }));
  return {
    /** Asks for its removal, or once more. @param error STS's answer for the role in the tenant's account */
    hears: async (name: string, detail: object = {}, error?: Error) => {
      [removed.length, published.length, refused] = [0, 0, error];
      const outcome = await run(heard(name, detail));
      return { kind: outcome.kind, removed: [...removed], published: published.filter((event) => event !== NetworkPeered.name) };
    },
  };
};
const goesBack = async (offboarding: object) => (await wayBack()).hears(TenantOffboarding.name, offboarding);

test('while the account is there, everything is removed', async () => {
  expect(await goesBack({})).toEqual({ kind: 'done', removed: ['vpc', 'route'], published: ['NetworkRemoved'] });
});

test('what lies in an account that somebody closed holds up nothing: what is elsewhere goes, and the stage ends', async () => {
  expect(await goesBack({ closedAccount })).toEqual({ kind: 'done', removed: ['route'], published: ['NetworkRemoved'] });
});

test('a retry after the account stage took the role away looks after what is elsewhere, and ends', async () => {
  const { hears } = await wayBack();
  await hears(TenantOffboarding.name);
  expect(await hears(StageRetryRequested.name, {}, refusal(ACCOUNT))).toEqual({
    kind: 'done',
    removed: ['route'],
    published: ['NetworkRemoved'],
  });
});

test('a refused role is no proof before all was removed once, nor of another account', async () => {
  const first = await wayBack();
  expect(await first.hears(TenantOffboarding.name, {}, refusal(ACCOUNT))).toMatchObject({ kind: 'again', removed: [] });
  const { hears } = await wayBack();
  await hears(TenantOffboarding.name);
  expect(await hears(StageRetryRequested.name, {}, refusal('210987654321'))).toMatchObject({ kind: 'again', removed: [] });
});

test('a look that works on both sides goes on with the other one, and no other error is taken for a closed account', async () => {
  const record: StageRecord = { ...fresh('T'), seen: { TenantOffboarding: { keys: [], detail: heard('', { closedAccount }).detail } } };
  expect(await ifReachable(async () => requireReachable(record, ACCOUNT))).toBeUndefined();
  expect(await ifReachable(async () => 'there')).toBe('there');
  const denied = Object.assign(new Error('denied'), { name: 'AccessDenied' });
  await expect(ifReachable(() => Promise.reject(denied))).rejects.toBe(denied);
});
