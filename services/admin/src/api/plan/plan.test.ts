import { describe, expect, test } from '@jest/globals';
import { FORWARD } from '@tenantry/saga/stages';
import { configOf } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Quota } from '../../contract/plan.ts';
import { refusalsOf } from '../../quotas/refusals.ts';
import { planOf } from './plan.ts';

const zone = { deployment: 'dev', config: configOf('dev'), cells: [] } as unknown as LandingZone;
const quota = (id: string, free: number): Quota => ({
  id,
  name: id,
  limit: 10,
  used: 10 - free,
  free,
  source: '',
  adjustable: true,
  fix: 'make room',
});

describe('a plan', () => {
  test('has as many resources as its stages', () => {
    const { resources, stages } = planOf({ zone, problems: [], quotas: [] });
    expect(resources).toBe(stages.reduce((sum, stage) => sum + stage.resources, 0));
    expect(stages.map(({ stage }) => stage)).toEqual(FORWARD.map(({ name }) => name));
  });

  test('is possible when nothing is wrong and every quota has room', () => {
    expect(planOf({ zone, problems: [], quotas: [quota('accounts', 1)] }).possible).toBe(true);
    expect(planOf({ zone, problems: [{ field: '/name', problem: 'missing', fix: '' }], quotas: [] }).possible).toBe(false);
    expect(planOf({ zone, problems: [], quotas: [quota('accounts', 0)] })).toMatchObject({
      possible: false,
      refusals: [{ quota: 'accounts', reason: 'accounts: 10 of 10 are used', fix: 'make room' }],
    });
  });

  test('is possible as far as AWS says, and names what it did not say, once', () => {
    const unread = { ...quota('accounts', 1), free: undefined, limit: undefined, unknown: 'not read' };
    const record = { unknown: 'no records' };
    const found = planOf({ zone, problems: [], quotas: [unread, { ...unread, id: 'peerings/a' }], inTheWay: record });
    expect(found).toMatchObject({ possible: true, refusals: [], unknown: ['no records', 'not read'] });
    expect(planOf({ zone, problems: [], quotas: [quota('accounts', 1)] }).unknown).toEqual([]);
  });

  test('adds its prices up', () => {
    const { cost } = planOf({ zone, problems: [], quotas: [] });
    expect(cost.monthlyUsd).toBeCloseTo(cost.items.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0));
  });
});

describe('quotas refuse', () => {
  const cell = (name: string, peerings: number, addresses: number) => [
    quota(`peerings/${name}`, peerings),
    quota(`addresses/${name}`, addresses),
  ];

  test('only when no cell has both a peering and a range', () => {
    expect(refusalsOf([...cell('a', 0, 9), ...cell('b', 1, 1)])).toEqual([]);
    expect(refusalsOf([...cell('a', 0, 9), ...cell('b', 1, 0)]).map((refusal) => refusal.quota)).toEqual(['peerings/a', 'addresses/b']);
  });

  test('for a requested range by its cell alone, whose addresses are the range itself', () => {
    expect(refusalsOf([...cell('a', 0, 9), ...cell('b', 1, 1)], 1, 'a').map((refusal) => refusal.quota)).toEqual(['peerings/a']);
    expect(refusalsOf(cell('a', 1, 0), 1, 'a')).toEqual([]);
  });

  test('for all tenants that are wanted, whose room may lie in several cells', () => {
    expect(refusalsOf([quota('accounts', 5)], 5)).toEqual([]);
    expect(refusalsOf([quota('accounts', 5)], 6)).toEqual([
      { quota: 'accounts', reason: 'accounts: 5 of 10 are used, and 6 more are wanted', fix: 'make room' },
    ]);
    expect(refusalsOf([quota('records', 10)], 2).map((refusal) => refusal.quota)).toEqual(['records']);
    const cells = [...cell('a', 2, 9), ...cell('b', 9, 1)];
    expect(refusalsOf(cells, 3)).toEqual([]);
    expect(refusalsOf(cells, 4).map((refusal) => refusal.quota)).toEqual(['peerings/a', 'addresses/b']);
  });

  test('for builds only where AWS lets none run: else they wait for one another', () => {
    expect(refusalsOf([quota('builds', 0)], 9)).toEqual([]);
    expect(refusalsOf([{ ...quota('builds', 0), limit: 0, used: 0 }]).map((refusal) => refusal.quota)).toEqual(['builds']);
  });

  test('nothing for what is not known', () => {
    const unread = (id: string): Quota => ({ ...quota(id, 0), limit: undefined, used: undefined, free: undefined });
    expect(refusalsOf([unread('accounts'), unread('builds'), unread('peerings/a'), quota('addresses/a', 9)], 9)).toEqual([]);
  });

  test('nothing for closings: they stop no on-boarding', () => {
    expect(refusalsOf([quota('closings', 0)])).toEqual([]);
  });

  test('when there is less room than one tenant takes', () => {
    expect(refusalsOf([quota('build-projects', 2), quota('records', 5)]).map((refusal) => refusal.quota)).toEqual([
      'build-projects',
      'records',
    ]);
  });
});
