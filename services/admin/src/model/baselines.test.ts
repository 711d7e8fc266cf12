import { expect, test } from '@jest/globals';
import { FORWARD } from '@tenantry/saga/stages';
import { baselinesOf, behindOf, countBehind } from './baselines.ts';
import { factOf } from './fact.ts';
import { evolve, freshHistory } from './history.ts';

const tenantId = '01M867C2TX8RY9A91X6PTGCX71';
const NOW = Object.fromEntries(FORWARD.map(({ name, baseline }) => [name, baseline]));
const [first, second] = FORWARD.map(({ name }) => name) as [string, string];
const ready = (stage: string, generation: number, baseline?: string) =>
  factOf(FORWARD.find(({ name }) => name === stage)?.ready ?? '', {
    tenantId,
    eventId: `${tenantId}/${stage}/x/${generation}`,
    at: `2026-11-28T12:00:0${generation}.000Z`,
    causedBy: '',
    baseline,
  });

test('a stage says with its last event by which baseline it has verified a tenant; the latest counts', () => {
  const facts = [ready(first, 2, 'bbbbbbbb'), ready(first, 1, 'aaaaaaaa'), ready(second, 1)];
  expect(baselinesOf(facts.reduce(evolve, freshHistory(tenantId)))).toEqual({ [first]: 'bbbbbbbb' });
});

test('a live tenant is behind on each stage that has another baseline now, or of which none is known', () => {
  expect(behindOf({ state: 'ready', baselines: NOW })).toEqual([]);
  expect(behindOf({ state: 'ready', baselines: { ...NOW, [second]: 'aaaaaaaa' } })).toEqual([second]);
  expect(behindOf({ state: 'ready' })).toEqual(FORWARD.map(({ name }) => name));
});

test('a tenant that is not live is behind on nothing', () => {
  for (const state of ['onboarding', 'stalled', 'failed', 'offboarding', 'offboarded'] as const) expect(behindOf({ state })).toEqual([]);
});

test('tenants are counted by stage', () => {
  const old = { state: 'ready', baselines: { ...NOW, [second]: 'aaaaaaaa' } } as const;
  expect([...countBehind([old, old, { state: 'ready', baselines: NOW }])]).toEqual([[second, 2]]);
});
