import { describe, expect, test } from '@jest/globals';
import type { Stage, Step } from '@tenantry/api-client/generated/api';
import { episodesOf, ganttOf, ticksOf } from './gantt-model.ts';

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
  ...more,
});
const said = (stage: string, more: Partial<Stage> = {}): Stage => ({
  stage,
  step: 'last',
  direction: 'ensure',
  state: 'done',
  generation: 1,
  since: iso(0),
  at: iso(1),
  ...more,
});
const at = (seconds: number): number => START + seconds * 1_000;

describe('episodes', () => {
  test('a quarter of an hour without a word begins another', () => {
    const steps = [step('vpc', 0, 2), step('routes', 60, 61), step('vpc', 10_000, 10_001, { generation: 2 })];
    expect(episodesOf(steps, at(20_000)).map(({ title, steps: own }) => [title, own.length])).toEqual([
      ['On-boarding', 2],
      ['Verification 1', 1],
    ]);
  });

  test('a step that waits for an hour is no silence', () => {
    const steps = [step('certificateIssued', 0, 4_000), step('distribution', 4_001, 4_002)];
    expect(episodesOf(steps, at(5_000))).toHaveLength(1);
  });

  test('the way back is one, although stages turn one after the other', () => {
    const steps = [
      step('vpc', 0, 2),
      step('pipeline', 10, 11, { direction: 'remove' }),
      step('subnets', 11, 12),
      step('vpc', 12, 13, { direction: 'remove' }),
    ];
    expect(episodesOf(steps, at(20)).map(({ title, steps: own }) => [title, own.length])).toEqual([
      ['On-boarding', 2],
      ['Off-boarding', 2],
    ]);
  });

  test('without steps there is none', () => expect(episodesOf([], at(0))).toEqual([]));
});

describe('bars', () => {
  test('lie where their time lies; an open step reaches to now', () => {
    const { from, to, stages } = ganttOf([step('vpc', 0, 25), step('natAvailable', 50, undefined)], [said('network')], at(100));
    expect([from, to]).toEqual([at(0), at(100)]);
    expect(stages[0]).toMatchObject({ left: 0, width: 100, seconds: 100 });
    expect(stages[0]?.steps.map(({ segments, outcome }) => [segments[0]?.left, segments[0]?.width, outcome])).toEqual([
      [0, 25, 'done'],
      [50, 50, 'working'],
    ]);
  });

  test('show waits and repetitions within the work', () => {
    const waiting = step('natAvailable', 0, 100, {
      waits: [{ reason: 'the NAT gateway', from: iso(10), to: iso(90), seconds: 80 }],
      retries: [{ at: iso(95), reason: 'Throttling' }],
    });
    const segments = ganttOf([waiting], [], at(100)).stages[0]?.steps[0]?.segments ?? [];
    expect(segments.map(({ kind, left }) => [kind, left])).toEqual([
      ['work', 0],
      ['wait', 10],
      ['retry', 95],
    ]);
  });

  test('of a step that waits say for what', () => {
    const waiting = step('natAvailable', 0, undefined, { waits: [{ reason: 'the NAT gateway', from: iso(1) }] });
    expect(ganttOf([waiting], [said('network', { state: 'waiting' })], at(9)).stages[0]?.steps[0]).toMatchObject({
      outcome: 'waiting',
      note: 'waits for the NAT gateway',
    });
  });

  test('of a stage that waits for a person are failed ones', () => {
    const stalled = said('network', { state: 'stalled', step: 'natGateway' });
    const [stage] = ganttOf([step('vpc', 0, 1), step('natGateway', 1, undefined)], [stalled], at(9)).stages;
    expect(stage?.outcome).toBe('failed');
    expect(stage?.steps.map(({ outcome }) => outcome)).toEqual(['done', 'failed']);
  });

  test('of a step that was verified again show its last turn', () => {
    const rows = ganttOf([step('vpc', 0, 5), step('vpc', 8, 9, { generation: 2 })], [], at(9)).stages[0]?.steps;
    expect(rows?.map(({ key }) => key)).toEqual(['vpc/2']);
  });

  test('come in the order of the saga', () => {
    const steps = [step('bucket', 0, 1, { stage: 'edge' }), step('vpc', 2, 3)];
    const { stages } = ganttOf(steps, [said('network'), said('edge')], at(9));
    expect(stages.map(({ stage }) => stage)).toEqual(['network', 'edge']);
  });
});

test('the axis has at most six marks, at round times', () => {
  expect(ticksOf({ from: 0, to: 42_000 }).map(({ seconds }) => seconds)).toEqual([0, 10, 20, 30, 40]);
  for (const seconds of [1, 7, 59, 61, 700, 5_000, 90_000]) expect(ticksOf({ from: 0, to: seconds * 1_000 }).length).toBeLessThanOrEqual(7);
});
