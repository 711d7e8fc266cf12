import { describe, expect, test } from '@jest/globals';
import type { Episode, Step } from '@tenantry/api-client/generated/api';
import { ganttOf, ticksOf, tookOf } from './gantt-model.ts';

const START = Date.parse('2026-11-24T08:00:00.000Z');
const iso = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();
const step = (name: string, from: number, to: number | undefined, more: Partial<Step> = {}): Step => ({
  stage: 'network',
  step: name,
  direction: 'ensure',
  generation: 1,
  startedAt: iso(from),
  ...(to === undefined ? {} : { endedAt: iso(to), seconds: to - from }),
  waits: [],
  retries: [],
  episode: 'e/1',
  ...more,
});
type Row = Episode['stages'][number];
const row = (stage: string, more: Partial<Row> = {}): Row => ({
  stage,
  direction: 'ensure',
  generation: 1,
  startedAt: iso(0),
  outcome: 'running',
  ...more,
});
const episode = (stages: Row[] = [row('network')], more: Partial<Episode> = {}): Episode => ({
  id: 'e/1',
  cause: 'TenantRequested',
  title: 'On-boarding',
  at: iso(0),
  outcome: 'running',
  stages,
  ...more,
});
const at = (seconds: number): number => START + seconds * 1_000;

describe('bars', () => {
  test('lie where their time lies; an open step reaches to now', () => {
    const { from, to, stages } = ganttOf(episode(), [step('vpc', 0, 25), step('natAvailable', 50, undefined)], at(100));
    expect([from, to]).toEqual([at(0), at(100)]);
    expect(stages[0]).toMatchObject({ left: 0, width: 100, seconds: 100 });
    expect(stages[0]?.steps.map(({ segments, outcome }) => [segments[0]?.left, segments[0]?.width, outcome])).toEqual([
      [0, 25, 'done'],
      [50, 50, 'running'],
    ]);
  });

  test('of another episode are not drawn, and what is stopped reaches no further', () => {
    const steps = [step('vpc', 0, 2), step('vpc', 500, 501, { episode: 'e/2' }), step('natGateway', 3, undefined, { stoppedAt: iso(9) })];
    const { to, stages } = ganttOf(
      episode([row('network', { outcome: 'stopped', endedAt: iso(9) })], { endedAt: iso(10) }),
      steps,
      at(900),
    );
    expect(to).toBe(at(10));
    expect(stages[0]?.steps.map(({ step: name, seconds, outcome }) => [name, seconds, outcome])).toEqual([
      ['vpc', 2, 'done'],
      ['natGateway', 6, 'stopped'],
    ]);
  });

  test('show waits and repetitions within the work', () => {
    const waiting = step('natAvailable', 0, 100, {
      waits: [{ reason: 'the NAT gateway', from: iso(10), to: iso(90), seconds: 80 }],
      retries: [{ at: iso(95), reason: 'Throttling' }],
    });
    const shown = ganttOf(episode(), [waiting], at(100)).stages[0]?.steps[0];
    expect(shown?.segments.map(({ kind, left }) => [kind, left])).toEqual([
      ['work', 0],
      ['wait', 10],
      ['retry', 95],
    ]);
    expect(shown).toMatchObject({
      notes: ['Tried again 1 time, the last because of: Throttling'],
      waited: ['Waited 1 min 20 s for the NAT gateway'],
    });
  });

  test('of a step that waits say for what', () => {
    const waiting = step('natAvailable', 0, undefined, { waits: [{ reason: 'the NAT gateway', from: iso(1) }] });
    expect(ganttOf(episode(), [waiting], at(9)).stages[0]?.steps[0]).toMatchObject({
      outcome: 'waiting',
      notes: ['Waiting for the NAT gateway'],
    });
  });

  test('of a stage that stalled say how often it was tried, and what went wrong', () => {
    const retries = [1, 2, 3].map((second) => ({ at: iso(second), reason: 'Rate exceeded' }));
    const failure = { at: iso(4), step: 'natGateway', call: '', code: '', message: 'Rate exceeded', advice: '' };
    const steps = [step('vpc', 0, 1), step('natGateway', 1, undefined, { retries, failure })];
    const [stage] = ganttOf(episode([row('network', { outcome: 'attention' })]), steps, at(9)).stages;
    expect(stage?.outcome).toBe('attention');
    expect(stage?.steps.map(({ outcome, notes }) => [outcome, notes])).toEqual([
      ['done', []],
      ['attention', ['Rate exceeded', 'Tried again 3 times, the last because of: Rate exceeded']],
    ]);
  });

  test('of a stage that did it twice for the same cause are two', () => {
    const rows = [row('network'), row('network', { generation: 2 })];
    const { stages } = ganttOf(episode(rows), [step('vpc', 0, 5), step('vpc', 8, 9, { generation: 2 })], at(9));
    expect(stages.map(({ isAgain, steps }) => [isAgain, steps.map(({ key }) => key)])).toEqual([
      [false, ['vpc/1']],
      [true, ['vpc/2']],
    ]);
  });
});

test('an episode took what it took, whatever came later', () => {
  const ended = episode([], { endedAt: iso(35), seconds: 35, outcome: 'done' });
  expect(tookOf(ended, ganttOf(ended, [], at(5_000)))).toBe('35 s, waits included.');
  expect(tookOf(episode(), ganttOf(episode(), [step('vpc', 0, undefined)], at(40)))).toBe('40 s so far, waits included.');
});

test('the axis has at most six marks, at round times', () => {
  expect(ticksOf({ from: 0, to: 42_000 }).map(({ seconds }) => seconds)).toEqual([0, 10, 20, 30, 40]);
  for (const seconds of [1, 7, 59, 61, 700, 5_000, 90_000]) expect(ticksOf({ from: 0, to: seconds * 1_000 }).length).toBeLessThanOrEqual(7);
});
