import { describe, expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { IsolationChanged, SuspensionChanged } from '@tenantry/events-schema/admin';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { StageIsolated, StageSuspended } from '@tenantry/events-schema/stages';
import { isolation, suspension } from '../testing/isolation.ts';
import { evolve, type Fact } from './evolve.ts';
import { isolating, suspending } from './isolating.ts';
import { fresh, type Message, next, receive, type StageRecord } from './record.ts';
import { type AnyStage, type AnyStep, stage, step } from './stage.ts';
import { take } from './turn.ts';

const made = (name: string) => step(name, { ensure: async () => ({}), remove: async () => {} }) as unknown as AnyStep;
const network = stage('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved })
  .on(AccountReady)
  .also(IsolationChanged)
  .step(made('isolatedRoutes') as never)
  .unlessIsolated()
  .step(made('vpc') as never)
  .publishes(NetworkPeered as never) as unknown as AnyStage;

const message = (event: { readonly name: string }, more: object = {}, replayName?: string): Message => ({
  name: event.name,
  detail: { tenantId: 'T', eventId: `T/${event.name}`, causedBy: '', at: '', ...more },
  replayName,
});
const changed = (isolated: boolean, second: number): Message =>
  message(IsolationChanged, {
    eventId: `T/admin/IsolationChanged/${second}`,
    at: `2026-11-28T10:00:0${second}.000Z`,
    ...isolation(isolated),
  });
const heard = (r: StageRecord, ...messages: readonly Message[]): StageRecord => messages.reduce((was, m) => receive(network, was, m), r);
/** Works until nothing is left to do; answers what was done. */
const worked = (r: StageRecord, of: AnyStage = network): readonly [StageRecord, readonly string[]] => {
  const done: string[] = [];
  for (let now = r; ; ) {
    const action = next(of, now);
    if (action.do === 'nothing') return [now, done];
    done.push('step' in action ? `${action.do} ${action.step}` : 'event' in action ? action.event : action.do);
    const fact: Fact =
      action.do === 'publish'
        ? { did: 'publish', event: action.event }
        : action.do === 'finish'
          ? { did: 'finish' }
          : { did: action.do, step: action.step, out: {} };
    const owned = take({ ...now, lease: undefined }, 'me', 0, action);
    now = evolve(owned, { owner: 'me', generation: now.generation }, fact);
  }
};
const SHUT = ['ensure isolatedRoutes', StageIsolated.name];
const OPEN = ['ensure isolatedRoutes', 'ensure vpc', NetworkPeered.name];
const [live] = worked(heard(fresh('T'), message(AccountReady)));

describe('a stage of an isolated tenant', () => {
  test('shuts what it has, says so with the id of what it has followed, and goes no further', () => {
    const isolated = heard(live, changed(true, 1));
    expect(worked(isolated)[1]).toEqual(SHUT);
    expect(next(network, worked(heard(live, changed(true, 1)))[0])).toEqual({ do: 'nothing' });
    const [before] = [heard(live, changed(true, 1))];
    const shut = { ...before, done: { ...before.done, isolatedRoutes: { generation: before.generation, out: {} } } };
    expect(next(network, shut)).toMatchObject({ detail: { stage: 'network', isolationId: 'T/admin/IsolationChanged/1' } });
  });

  test('stays so when its first event is replayed, and shuts again what somebody has opened', () => {
    const [isolated] = worked(heard(live, changed(true, 1)));
    expect(worked(heard(isolated, message(AccountReady, {}, 'repair')))[1]).toEqual(SHUT);
  });

  test('verifies all that it had when the isolation ends', () => {
    const [isolated] = worked(heard(live, changed(true, 1)));
    const [open, done] = worked(heard(isolated, changed(false, 2)));
    expect(done).toEqual(OPEN);
    expect(worked(heard(open, changed(true, 3)))[1]).toEqual(SHUT);
  });

  test('follows the later of two changes, in whatever order they arrive, and however often', () => {
    const late = [changed(false, 2), changed(true, 1), changed(false, 2), message(IsolationChanged, changed(true, 1).detail, 'everything')];
    expect(worked(heard(live, ...late))[1]).toEqual(OPEN);
    expect(worked(heard(live, changed(true, 2), changed(false, 1), changed(true, 2)))[1]).toEqual(SHUT);
  });

  test('builds nothing on the way in, and says so before its first event too, where it has nothing', () => {
    const [waiting, done] = worked(heard(fresh('T'), changed(true, 1)));
    expect([done, waiting.begun]).toEqual([[StageIsolated.name], false]);
    const [isolated, shut] = worked(heard(waiting, message(AccountReady)));
    expect(shut).toEqual(['ensure isolatedRoutes']);
    expect(worked(heard(isolated, changed(false, 2)))[1]).toEqual(['ensure isolatedRoutes', 'ensure vpc', 'finish', NetworkPeered.name]);
  });

  test('takes nothing back because it cannot go on: it stalls, also on the way in', () => {
    const { generation } = live;
    const failure = { call: 'EC2.DeleteRoute', code: 'X', message: 'x', advice: 'x', step: 'isolatedRoutes' };
    const failed = (r: StageRecord) =>
      evolve(take({ ...r, lease: undefined }, 'me', 0, next(network, r)), { owner: 'me', generation }, { did: 'fail', failure }).failure
        ?.kind;
    const building: StageRecord = { ...live, finished: false };
    const isolated = heard(building, changed(true, 1));
    expect([building, isolated, heard(isolated, changed(false, 2))].map(failed)).toEqual(['failed', 'stalled', 'failed']);
  });

  test('is removed like any other, and what was shut last of all', () => {
    const [isolated] = worked(heard(live, changed(true, 1)));
    const going = heard(isolated, message(TenantOffboarding), message(PipelineRemoved));
    expect(worked(going)[1]).toEqual(['remove vpc', 'remove isolatedRoutes', NetworkRemoved.name]);
  });
});

test('of a tenant that nobody ever isolated a step of an isolation touches nothing; when one ends, it opens', async () => {
  const calls: string[] = [];
  const { ensure } = isolating('isolatedThing', { shut: async () => calls.push('shut'), open: async () => calls.push('open') });
  for (const needs of [{}, isolation(true), isolation(false)]) await ensure({}, needs, {});
  expect(calls).toEqual(['shut', 'open']);
});

describe('a stage of a suspended tenant', () => {
  const edge = stage('edge', { removeOn: [PipelineRemoved], removed: NetworkRemoved })
    .on(AccountReady)
    .also(IsolationChanged)
    .also(SuspensionChanged)
    .step(made('isolatedDoor') as never)
    .unlessIsolated()
    .step(made('suspendedDoor') as never)
    .unlessSuspended()
    .step(made('door') as never)
    .publishes(NetworkPeered as never) as unknown as AnyStage;
  const suspended = (isSuspended: boolean, second: number): Message =>
    message(SuspensionChanged, {
      eventId: `T/admin/SuspensionChanged/${second}`,
      at: `2026-11-28T10:00:0${second}.000Z`,
      ...suspension(isSuspended),
    });
  const shown = (...messages: readonly Message[]) =>
    messages.reduce<readonly [StageRecord, readonly string[]]>(
      ([was], one) => worked(receive(edge, was, one), edge),
      [worked(receive(edge, fresh('T'), message(AccountReady)), edge)[0], []],
    );

  test('shuts it, says so, and goes no further until it is resumed', () => {
    expect(shown(suspended(true, 1))[1]).toEqual(['ensure isolatedDoor', 'ensure suspendedDoor', StageSuspended.name]);
    expect(shown(suspended(true, 1), message(AccountReady, {}, 'repair'))[1]).not.toContain('ensure door');
    expect(shown(suspended(true, 1), suspended(false, 2))[1]).toEqual([
      'ensure isolatedDoor',
      'ensure suspendedDoor',
      'ensure door',
      NetworkPeered.name,
    ]);
  });

  test('is isolated all the same, and suspended again when the isolation is over', () => {
    expect(shown(suspended(true, 1), changed(true, 2))[1]).toEqual(['ensure isolatedDoor', StageIsolated.name]);
    expect(shown(suspended(true, 1), changed(true, 2), changed(false, 3))[1]).toEqual([
      'ensure isolatedDoor',
      'ensure suspendedDoor',
      StageSuspended.name,
    ]);
    expect(shown(changed(true, 1), suspended(true, 2), suspended(false, 3))[1]).toEqual(['ensure isolatedDoor', StageIsolated.name]);
  });
});

test('a step of a suspension shuts and opens by it, whatever an isolation says', async () => {
  const calls: string[] = [];
  const { ensure } = suspending('suspendedThing', { shut: async () => calls.push('shut'), open: async () => calls.push('open') });
  for (const needs of [{}, isolation(true) as object, suspension(true), suspension(false)]) await ensure({}, needs, {});
  expect(calls).toEqual(['shut', 'open']);
});
