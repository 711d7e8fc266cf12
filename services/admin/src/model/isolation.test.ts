import { describe, expect, test } from '@jest/globals';
import { actionsOf } from '../api/tenants/detail.ts';
import { expectedOf, quietSince } from './expected.ts';
import type { Fact } from './fact.ts';
import { evolve, freshHistory } from './history.ts';
import { isolationOf } from './isolation.ts';
import { stagesOf, summaryOf } from './view.ts';

const TENANT = '01JD0000000000000000000000';
const START = Date.parse('2026-11-28T10:00:00.000Z');
const at = (second: number): string => new Date(START + second * 1000).toISOString();
const fact = (name: string, second: number, detail: object = {}): Fact => ({
  name,
  eventId: `${TENANT}/${name}/${second}`,
  at: at(second),
  causedBy: '',
  detail: { ...detail },
});
const changed = (isolated: boolean, second: number): Fact =>
  fact('IsolationChanged', second, {
    isolation: { isolated, requestedBy: 'a-subject', requestedByName: 'ops', reason: 'strange sign-ins' },
  });
const shut = (stage: string, second: number, change: Fact): Fact => fact('StageIsolated', second, { stage, isolationId: change.eventId });
const worked = (stage: string, step: string, second: number): Fact =>
  fact('StageProgressed', second, { stage, step, state: 'done', direction: 'ensure', generation: 2 });

const LIVE = ['TenantRequested', 'AccountReady', 'NetworkPeered', 'EdgeReady', 'DnsReady', 'TenantReady'].map((name, i) => fact(name, i));
const ISOLATING = ['account', 'network', 'edge', 'pipeline'];
const change = changed(true, 100);
const all = ISOLATING.map((stage, i) => shut(stage, 101 + i, change));
const history = (...facts: readonly Fact[]) => [...LIVE, ...facts].reduce(evolve, freshHistory(TENANT));

describe('the isolation of a tenant', () => {
  test('is none where nobody ever asked for one', () => {
    expect([isolationOf(history()), summaryOf(history()).isolation]).toEqual([undefined, undefined]);
    expect(actionsOf(history())).toContain('isolate');
  });

  test('is called so only when every stage has followed this very change', () => {
    for (let done = 0; done < all.length; done++) {
      const found = isolationOf(history(change, ...all.slice(0, done)));
      expect(found).toMatchObject({ state: 'isolating', since: change.at, requestedBy: 'a-subject', reason: 'strange sign-ins' });
      expect(found?.stages.filter(({ doneAt }) => doneAt)).toHaveLength(done);
    }
    expect(isolationOf(history(change, ...all))).toMatchObject({ state: 'isolated', stages: ISOLATING.map((stage) => ({ stage })) });
    const again = changed(true, 200);
    expect(isolationOf(history(change, ...all, again))?.state).toBe('isolating');
    expect(isolationOf(history(again, ...all, change))?.state).toBe('isolating');
  });

  test('is not called so when a stage has stalled since, because it has found something that it cannot shut', () => {
    const stalled = fact('StageStalled', 300, { stage: 'network', step: 'isolatedRoutes', generation: 3, code: 'ForeignRoutes' });
    const found = history(change, ...all, stalled);
    expect(isolationOf(found)?.state).toBe('isolating');
    expect(isolationOf(found)?.stages.filter(({ doneAt }) => !doneAt)).toEqual([{ stage: 'network' }]);
    expect(expectedOf(found)).toMatchObject({ stage: 'network', since: at(300), until: at(300 + 3600) });
    // A retry that has begun has shut nothing yet; what it has shut, it says.
    const retried = fact('StageProgressed', 400, { stage: 'network', step: 'isolatedRoutes', state: 'started', generation: 4 });
    const trying = history(change, ...all, stalled, retried);
    expect(isolationOf(trying)?.state).toBe('isolating');
    expect(expectedOf(trying)).toMatchObject({ stage: 'network', since: at(400) });
    expect(isolationOf(history(change, ...all, stalled, retried, shut('network', 410, change)))?.state).toBe('isolated');
  });

  test('ends when every stage has verified what it had since', () => {
    const end = changed(false, 200);
    const opened = ['AccountReady', 'NetworkPeered', 'EdgeReady'].map((name, i) => fact(name, 210 + i));
    expect(isolationOf(history(change, ...all, end, ...opened))).toMatchObject({ state: 'ending' });
    expect(isolationOf(history(change, ...all, end, ...opened, fact('TenantReady', 220)))).toBeUndefined();
  });

  test('is what a person may ask for, or end, but not of a tenant that is going', () => {
    expect(actionsOf(history(change))).toContain('end-isolation');
    expect(actionsOf(history(change))).not.toContain('isolate');
    const going = actionsOf(history(change, fact('OffboardRequested', 300)));
    expect(going.filter((action) => action.includes('isol'))).toEqual([]);
  });

  test('is at rest, and not quiet, when it is complete; a stage that says nothing is, after five minutes', () => {
    const steps = ISOLATING.map((stage, i) => worked(stage, `isolated${stage}`, 100.5 + i / 10));
    const done = history(change, ...steps, ...all);
    expect(expectedOf(done)).toBeUndefined();
    expect(stagesOf(done, START + 10 ** 9).every(({ finishedAt }) => finishedAt)).toBe(true);
    const open = expectedOf(history(change, ...all.slice(1)));
    expect(open).toMatchObject({ stage: 'account', since: change.at });
    expect([399, 401].map((second) => quietSince(open, START + second * 1000))).toEqual([undefined, change.at]);
  });

  test('is not waited for of a tenant that is going, whose way back is', () => {
    const asked = fact('OffboardRequested', 110);
    const begun = fact('TenantOffboarding', 120);
    const removing = [
      fact('StageProgressed', 130, { stage: 'pipeline', step: 'release', state: 'started', direction: 'remove', generation: 3 }),
    ];
    const late = expectedOf(history(change, asked, begun, ...removing));
    expect([late?.stage, late?.since]).toEqual(['pipeline', at(130)]);
    // Between two stages: the next one is expected, isolated or not.
    const removed = fact('PipelineRemoved', 140);
    for (const isolated of [[], [change], [change, ...all]])
      expect(expectedOf(history(...isolated, asked, begun, removed))).toEqual(expectedOf(history(asked, begun, removed)));
    expect(expectedOf(history(change, ...all, asked, begun, removed))).toBeDefined();
  });

  test('that ends is expected to end: a stage that never heard of it is quiet after a quarter of an hour', () => {
    const end = changed(false, 200);
    const opened = ['AccountReady', 'NetworkPeered', 'TenantReady'].map((name, i) => fact(name, 210 + i));
    const open = expectedOf(history(change, ...all, end, ...opened));
    expect(open).toMatchObject({ stage: 'edge', since: end.at });
    expect([1099, 1101].map((second) => quietSince(open, START + second * 1000))).toEqual([undefined, end.at]);
    expect(expectedOf(history(change, ...all, end, ...opened, fact('EdgeReady', 220)))).toBeUndefined();
  });
});
