import { describe, expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { StageRetryRequested, TenantVariablesChanged } from '@tenantry/events-schema/admin';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { TenantOffboarded, TenantOffboarding } from '@tenantry/events-schema/offboard';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { ensured, fail, finish, published, rest, take } from './lease.ts';
import { fresh, inputs, type Message, next, receive, type StageRecord } from './record.ts';
import { type AnyStage, type AnyStep, stage, step } from './stage.ts';

const made = (name: string) => step(name, { ensure: async () => ({}), remove: async () => {} }) as unknown as AnyStep;
const network = stage('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved })
  .on(AccountReady)
  .also(TenantVariablesChanged)
  .step(made('vpc') as never)
  .step(made('natGateway') as never)
  .publishes(NetworkPeered as never) as unknown as AnyStage;

const message = (event: { readonly name: string }, more: object = {}, replayName?: string): Message => ({
  name: event.name,
  detail: { tenantId: 'T', eventId: `T/${event.name}`, causedBy: '', at: '', ...more },
  replayName,
});
const given = (...messages: readonly Message[]): StageRecord => messages.reduce((r, m) => receive(network, r, m), fresh('T'));
const owned = (r: StageRecord) => take(network, r, 'me', 0, 60);
const built = (r: StageRecord) =>
  published(
    ensured(ensured(finish(owned(r), 'me'), 'me', 'vpc', { vpcId: 'v' }, r.generation), 'me', 'natGateway', {}, r.generation),
    'me',
    NetworkPeered.name,
    r.generation,
  );
const failure = { call: 'EC2 CreateVpc', code: 'VpcLimitExceeded', message: 'full', advice: 'raise it', step: 'vpc' };

describe('what follows from a record', () => {
  test('before its event a stage does nothing', () => {
    expect(next(network, fresh('T'))).toEqual({ do: 'nothing' });
  });
  test('it goes as far as the events received allow, in the order of the list', () => {
    const heard = given(message(AccountReady));
    expect(next(network, heard)).toEqual({ do: 'ensure', step: 'vpc' });
    expect(next(network, ensured(owned(heard), 'me', 'vpc', { vpcId: 'v' }, 1))).toEqual({ do: 'ensure', step: 'natGateway' });
  });
  test('finished is saved before the last event goes out', () => {
    const heard = given(message(AccountReady));
    const r = ensured(ensured(owned(heard), 'me', 'vpc', {}, 1), 'me', 'natGateway', {}, 1);
    expect(next(network, r)).toEqual({ do: 'finish' });
    expect(next(network, finish(r, 'me'))).toMatchObject({ do: 'publish', event: NetworkPeered.name });
  });
  test('removal walks the list backwards and never needs what was saved', () => {
    const r = { ...given(message(AccountReady), message(TenantOffboarding), message(PipelineRemoved)), begun: true };
    expect(next(network, r)).toEqual({ do: 'remove', step: 'natGateway' });
  });
  test('a stage that never began says removed at once', () => {
    expect(next(network, given(message(TenantOffboarding), message(PipelineRemoved)))).toMatchObject({
      do: 'publish',
      event: NetworkRemoved.name,
    });
  });
  test('a stop alone removes nothing, but ends all building', () => {
    expect(next(network, given(message(AccountReady), message(TenantOffboarding)))).toEqual({ do: 'nothing' });
  });
});

describe('what a message changes', () => {
  test('a known key changes nothing', () => {
    const heard = given(message(AccountReady));
    expect(receive(network, heard, message(AccountReady))).toBe(heard);
  });
  test('a replay under a new name verifies every step again and publishes again', () => {
    const again = receive(network, built(given(message(AccountReady))), message(AccountReady, {}, 'repair'));
    expect(again.generation).toBe(2);
    expect(next(network, again)).toEqual({ do: 'ensure', step: 'vpc' });
  });
  test('a late AccountReady does not bring a removed network back', () => {
    const r = given(message(AccountReady), message(TenantOffboarding));
    expect(receive(network, r, message(AccountReady, {}, 'late')).desired).toBe('absent');
  });
  test("an operator's retry starts a generation, so the failure is of the past", () => {
    const stalled = fail(owned(given(message(AccountReady))), 'me', failure, 1, false);
    const retried = receive(network, stalled, message(StageRetryRequested, { stage: 'network' }));
    expect(next(network, retried)).toEqual({ do: 'ensure', step: 'vpc' });
  });
  test('changed variables override those heard before and verify every step again', () => {
    const r = given(message(AccountReady, { variables: { A: '1' } }), message(TenantVariablesChanged, { variables: { A: '2' } }));
    expect(r.generation).toBe(2);
    expect(inputs(network, r)).toMatchObject({ variables: { A: '2' } });
  });
  test('of two changes the later one counts, in whatever order they arrive; the earlier one still starts a generation', () => {
    const change = (number: number, at: string): Message =>
      message(TenantVariablesChanged, { eventId: `T/changed/${number}`, at, variables: { A: String(number) } });
    const [first, second] = [change(1, '2026-11-23T09:00:00Z'), change(2, '2026-11-23T09:00:00.500Z')];
    const r = given(message(AccountReady), second, first);
    expect(inputs(network, r)).toMatchObject({ variables: { A: '2' } });
    expect(r.generation).toBe(3);
    const replayed = receive(network, r, { ...first, replayName: 'repair' });
    expect(replayed.generation).toBe(4);
    expect(inputs(network, replayed)).toMatchObject({ variables: { A: '2' } });
  });
});

describe('after the end', () => {
  test('a replay of everything builds nothing, and little is kept', () => {
    const gone = receive(network, built(given(message(AccountReady))), message(TenantOffboarded));
    expect(gone).toMatchObject({ ended: true, seen: {}, done: {} });
    expect(receive(network, gone, message(AccountReady, {}, 'everything'))).toBe(gone);
    expect(next(network, gone)).toEqual({ do: 'nothing' });
  });
});

describe('failures', () => {
  test('a terminal failure of a stage that never finished takes the tenant back', () => {
    const r = fail(owned(given(message(AccountReady))), 'me', failure, 1, true);
    expect(next(network, r)).toMatchObject({
      do: 'publish',
      event: 'StageFailed',
      detail: { stage: 'network', step: 'vpc', code: 'VpcLimitExceeded' },
    });
  });
  test('a terminal failure of a finished stage only stalls', () => {
    const r = fail(finish(owned(given(message(AccountReady))), 'me'), 'me', failure, 1, true);
    expect(next(network, r)).toMatchObject({ do: 'publish', event: 'StageStalled' });
  });
  test('on the way back nothing but stalling is left', () => {
    const r = { ...given(message(AccountReady), message(TenantOffboarding), message(PipelineRemoved)), begun: true };
    expect(fail(owned(r), 'me', failure, r.generation, true).failure?.kind).toBe('stalled');
  });
});

describe('the lease', () => {
  test('intent to build is saved with it', () => {
    expect(owned(given(message(AccountReady))).begun).toBe(true);
    expect(owned(given(message(TenantOffboarding))).begun).toBe(false);
  });
  test('nobody else gets it before it ends', () => {
    const held = owned(given(message(AccountReady)));
    expect(take(network, held, 'you', 59, 60).lease?.owner).toBe('me');
    expect(take(network, held, 'you', 60, 60).lease?.owner).toBe('you');
  });
  test('who lost it changes nothing', () => {
    const taken = take(network, owned(given(message(AccountReady))), 'you', 60, 60);
    expect(() => ensured(taken, 'me', 'vpc', {}, 1)).toThrow('passed to you');
  });
  test('a worker rests only if nothing arrived meanwhile', () => {
    const done = built(given(message(AccountReady)));
    expect(rest(network, done, 'me').lease).toBeUndefined();
    const arrived = receive(network, done, message(AccountReady, {}, 'repair'));
    expect(rest(network, arrived, 'me').lease?.owner).toBe('me');
  });
});
