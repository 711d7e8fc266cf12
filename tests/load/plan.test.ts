import { expect, test } from '@jest/globals';
import type { CallSite } from '../faults/call-sites.ts';
import { loadPlan } from './plan.ts';

const sites: readonly CallSite[] = ['CreateVpc', 'DeleteVpc'].map((operation) => ({
  direction: 'forward',
  stage: 'network',
  step: 'vpc',
  account: 'tenant',
  service: 'ec2',
  operation,
  nth: 1,
}));

test('a seed repeats its tenants: when they are taken back, and where their workers die', () => {
  expect(loadPlan(7, 20, sites)).toEqual(loadPlan(7, 20, sites));
  expect(loadPlan(7, 20, sites)).not.toEqual(loadPlan(8, 20, sites));
  expect(loadPlan(7, 20, sites).every(({ kills }) => kills.length > 0 && kills.every(({ kind }) => kind === 'kill'))).toBe(true);
});
