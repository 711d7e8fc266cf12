import { describe, expect, test } from '@jest/globals';
import type { SagaEntry, SagaStage } from './document.ts';
import { usualTime } from './usual-time.ts';

const stage = (name: string, ...entries: SagaEntry[]): SagaStage => ({
  name,
  waitsFor: [],
  hears: [],
  removeOn: [],
  removed: '',
  entries,
  baseline: '',
  steps: entries.flatMap((entry) =>
    'step' in entry
      ? [{ name: entry.step, maxSeconds: 10, deadlineSeconds: 60, creates: [], usually: { for: '', seconds: 1, source: '' } }]
      : [],
  ),
});
const asked = stage('first', { on: 'Asked' }, { step: 'a' }, { publishes: 'Halfway' }, { step: 'b' }, { publishes: 'Done' });
const beside = stage('beside', { on: 'Halfway' }, { step: 'c' }, { publishes: 'BesideDone' });
const last = stage('last', { on: 'Done' }, { step: 'd' }, { on: 'BesideDone' }, { step: 'e' });
const seconds: Readonly<Record<string, number>> = { a: 10, b: 20, c: 100, d: 5, e: 1 };
const times = usualTime((_, step) => seconds[step], [asked, beside, last]);

describe('how long an on-boarding takes', () => {
  test('a stage begins with the event that it waits for, in the middle of another', () => {
    expect(times.stages).toMatchObject({ first: { startsAfter: 0 }, beside: { startsAfter: 10 }, last: { startsAfter: 30 } });
  });

  test('a stage that waits for another in between takes as long as that', () => {
    expect(times.stages).toMatchObject({ first: { seconds: 30 }, beside: { seconds: 100 }, last: { seconds: 81 } });
  });

  test('in all it is the longest chain of waits; one after the other is their sum', () => {
    expect([times.seconds, times.serialSeconds]).toEqual([111, 136]);
  });
});

test('the usual waits of this saga lead to a tenant that is ready after the longest chain', () => {
  const { seconds: usual, serialSeconds, stages } = usualTime();
  expect(usual).toBe(Math.max(...Object.values(stages).map(({ startsAfter, seconds: taken }) => startsAfter + taken)));
  expect(serialSeconds).toBeGreaterThan(usual);
});
