import { describe, expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { StageRetryRequested, TenantVariablesChanged } from '@tenantry/events-schema/admin';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { TenantOffboarded, TenantOffboarding } from '@tenantry/events-schema/offboard';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { evolve, type Fact } from './evolve.ts';
import { inputs } from './inputs.ts';
import { LEASE } from './ports.ts';
import { fresh, type Message, next, receive, type StageRecord, Undecided } from './record.ts';
import { type AnyStage, type AnyStep, stage, step } from './stage.ts';
import { take, tell } from './turn.ts';

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
const takenBy = (owner: string, now: number, r: StageRecord) => take(r, owner, now, next(network, r));
const owned = (r: StageRecord) => takenBy('me', 0, r);
/** What a worker that took the lease did, one after the other. */
const did = (r: StageRecord, ...facts: readonly Fact[]): StageRecord =>
  facts.reduce((before, fact) => evolve(before, { owner: 'me', generation: r.generation }, fact), owned(r));
const vpc: Fact = { did: 'ensure', step: 'vpc', out: { vpcId: 'v' } };
const natGateway: Fact = { did: 'ensure', step: 'natGateway', out: {} };
const finish: Fact = { did: 'finish' };
const built = (r: StageRecord) => did(r, finish, vpc, natGateway, { did: 'publish', event: NetworkPeered.name });
const failure = { call: 'EC2 CreateVpc', code: 'VpcLimitExceeded', message: 'full', advice: 'raise it', step: 'vpc' };

describe('what follows from a record', () => {
  test('before its event a stage does nothing', () => {
    expect(next(network, fresh('T'))).toEqual({ do: 'nothing' });
  });
  test('it goes as far as the events received allow, in the order of the list', () => {
    const heard = given(message(AccountReady));
    expect(next(network, heard)).toEqual({ do: 'ensure', step: 'vpc' });
    expect(next(network, did(heard, vpc))).toEqual({ do: 'ensure', step: 'natGateway' });
  });
  test('finished is saved before the last event goes out', () => {
    const heard = given(message(AccountReady));
    expect(next(network, did(heard, vpc, natGateway))).toEqual({ do: 'finish' });
    expect(next(network, did(heard, vpc, natGateway, finish))).toMatchObject({ do: 'publish', event: NetworkPeered.name });
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
    const stalled = did(given(message(AccountReady)), { did: 'stall', failure });
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

describe('what takes a tenant back', () => {
  const undecided = (more: object = {}): Message => ({ ...message(TenantOffboarding, more), isUndecided: true });
  test('is the decision of offboard: an event that says so without one changes nothing', () => {
    for (const r of [fresh('T'), given(message(AccountReady)), given(message(TenantOffboarding))])
      expect(() => receive(network, r, undecided({ eventId: 'T/forged' }))).toThrow(Undecided);
    const going = given(message(TenantOffboarding));
    expect(receive(network, going, undecided())).toBe(going);
  });
  test('is not what another stage says of its own removal: that is kept until the decision is heard', () => {
    const early = given(message(AccountReady), message(PipelineRemoved));
    expect([early.desired, next(network, early)]).toEqual(['present', { do: 'ensure', step: 'vpc' }]);
    const late = receive(network, early, message(TenantOffboarding));
    expect([late.desired, next(network, late)]).toMatchObject(['absent', { do: 'publish', event: NetworkRemoved.name }]);
  });
  test('and nothing ends whose removal never began', () => {
    for (const r of [fresh('T'), built(given(message(AccountReady)))])
      expect(() => receive(network, r, message(TenantOffboarded))).toThrow(Undecided);
  });
});

describe('what the steps may read', () => {
  test('on removal it is also what began that, and what was heard before overrides it', () => {
    const r = given(
      message(AccountReady, { plan: 'standard' }),
      message(PipelineRemoved, { exportLocation: 's3://exports/T/', plan: 'other' }),
    );
    expect(inputs(network, r)).toMatchObject({ exportLocation: 's3://exports/T/', plan: 'standard' });
  });
});

describe('after the end', () => {
  test('a replay of everything builds nothing, and little is kept', () => {
    const gone = receive(
      network,
      receive(network, built(given(message(AccountReady))), message(TenantOffboarding)),
      message(TenantOffboarded),
    );
    expect(gone).toMatchObject({ ended: true, seen: {}, done: {} });
    expect(receive(network, gone, message(AccountReady, {}, 'everything'))).toBe(gone);
    expect(next(network, gone)).toEqual({ do: 'nothing' });
  });
});

describe('failures', () => {
  test('a terminal failure of a stage that never finished takes the tenant back', () => {
    const r = did(given(message(AccountReady)), { did: 'fail', failure });
    expect(next(network, r)).toMatchObject({
      do: 'publish',
      event: 'StageFailed',
      detail: { stage: 'network', step: 'vpc', code: 'VpcLimitExceeded' },
    });
  });
  test('a terminal failure of a finished stage only stalls', () => {
    const r = did(given(message(AccountReady)), finish, { did: 'fail', failure });
    expect(next(network, r)).toMatchObject({ do: 'publish', event: 'StageStalled' });
  });
  test('on the way back nothing but stalling is left', () => {
    const r = { ...given(message(AccountReady), message(TenantOffboarding), message(PipelineRemoved)), begun: true };
    expect(did(r, { did: 'fail', failure }).failure?.kind).toBe('stalled');
  });
});

describe('the lease', () => {
  test('intent to build is saved with it', () => {
    expect(owned(given(message(AccountReady))).begun).toBe(true);
    expect(owned(given(message(TenantOffboarding))).begun).toBe(false);
  });
  test('nobody else gets it before it ends', () => {
    const held = owned(given(message(AccountReady)));
    expect(takenBy('you', LEASE - 1, held).lease?.owner).toBe('me');
    expect(takenBy('you', LEASE, held).lease?.owner).toBe('you');
  });
  test('who lost it changes nothing', () => {
    const taken = takenBy('you', LEASE, owned(given(message(AccountReady))));
    expect(() => evolve(taken, { owner: 'me', generation: 1 }, vpc)).toThrow('passed to you');
  });
  test('a worker rests with the write that leaves nothing to do, unless something arrived before it', () => {
    const publishes = (r: StageRecord) => tell(network, r, { owner: 'me', generation: 1 }, { did: 'publish', event: NetworkPeered.name });
    const last = did(given(message(AccountReady)), vpc, natGateway, finish);
    const [rested, nothing] = publishes(last);
    expect([rested.lease, nothing]).toEqual([undefined, { do: 'nothing' }]);
    const [working, verify] = publishes(receive(network, last, message(AccountReady, {}, 'repair')));
    expect([working.lease?.owner, verify]).toEqual(['me', { do: 'ensure', step: 'vpc' }]);
  });
  test('after an error nobody has it until it settled', () => {
    const settling = did(given(message(AccountReady)), { did: 'settle', until: 10, trouble: failure });
    expect(takenBy('you', 9, settling)).toBe(settling);
    expect(() => evolve(settling, { owner: 'me', generation: 1 }, vpc)).toThrow('passed to nobody');
    expect(takenBy('you', 10, settling).lease?.owner).toBe('you');
  });
});
