import { describe, expect, test } from '@jest/globals';
import { Config, configOf, parseConfig } from './config.ts';
import { connectionLimits } from './connections.ts';
import { hardeningOf } from './hardening.ts';
import { DEFAULT_PLAN, knownPlan, limitsOf, planNames, planProblems } from './plans.ts';

const dev = configOf('dev');
const { plans: _, ...without } = dev;
const config = (plans: Config['plans']): Config => ({ ...dev, plans });

describe('a configuration from before there were plans', () => {
  const before = parseConfig('config/dev.json', JSON.stringify(without));

  test('has one, with the limits that every tenant had', () => {
    expect(planNames(before)).toEqual([DEFAULT_PLAN]);
    expect(limitsOf(before, DEFAULT_PLAN)).toEqual({
      budgetUsd: dev.budget.monthlyUsd,
      requests: { address: 30_000, person: 3_000, stranger: 1_000 },
      memoryMb: 512,
      cidrPrefix: dev.network.prefix.default,
      connections: connectionLimits(dev).api,
      mfa: hardeningOf(dev).mfa,
    });
  });

  test('gives these limits to a tenant whatever plan was typed for it', () => {
    expect(limitsOf(before, 'Gold, by letter')).toEqual(limitsOf(before, DEFAULT_PLAN));
    expect([knownPlan(before, 'Gold, by letter'), knownPlan(before, DEFAULT_PLAN)]).toEqual([DEFAULT_PLAN, DEFAULT_PLAN]);
  });
});

describe('a plan', () => {
  const large = config({ large: { budgetUsd: 900, requests: { address: 60_000 } } });

  test('changes what it says, and nothing else', () => {
    const standard = limitsOf(large, DEFAULT_PLAN);
    expect(limitsOf(large, 'large')).toEqual({ ...standard, budgetUsd: 900, requests: { ...standard.requests, address: 60_000 } });
    expect(planNames(large)).toEqual([DEFAULT_PLAN, 'large']);
  });

  test('of the default name changes the limits of tenants that have no plan of the catalogue', () => {
    expect(limitsOf(config({ [DEFAULT_PLAN]: { memoryMb: 2048 } }), 'gold').memoryMb).toBe(2048);
  });

  test.each([
    [
      'a person who may ask more often than everybody at his address',
      { large: { requests: { address: 100 } } },
      'plans.large.requests.person',
    ],
    ['a name with an invisible character', { 'lar\u200bge': {} }, 'plans.lar\u200bge'],
    ['a range that no tenant gets', { large: { cidrPrefix: 16 } }, 'plans.large.cidrPrefix'],
    ['more connections than the cluster has for all', { large: { connections: 500 } }, 'plans.large.connections'],
  ])('is refused by its field: %s', (_what, plans, path) => {
    expect(planProblems(config(plans)).map((problem) => problem.path)).toEqual([path]);
  });

  test.each([{ memoryMb: 64 }, { budgetUsd: 0 }, { requests: { stranger: 9 } }])('gives no figure that AWS refuses: %j', (plan) => {
    expect(Config.safeParse({ ...dev, plans: { large: plan } }).success).toBe(false);
  });
});
