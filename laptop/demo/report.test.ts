import { expect, test } from '@jest/globals';
import type { JournalEntry } from '@laptop/aws/gateway/journal';
import { repeatedCalls } from './report.ts';

const call = (more: Partial<JournalEntry> = {}): JournalEntry => ({
  time: '2026-11-23T09:00:00.000Z',
  id: 'id',
  account: '200000000001',
  role: 'tenantry-dev-network',
  service: 'ec2',
  operation: 'DescribeVpcs',
  region: 'us-east-1',
  digest: 'd',
  params: '{}',
  outcome: 'ok',
  status: 200,
  ms: 1,
  ...more,
});

test('the same call of the same role with the same parameters is a repetition', () => {
  expect(repeatedCalls([call(), call({ digest: 'other' })])).toEqual([]);
  expect(repeatedCalls([call(), call()])).toEqual([{ role: 'tenantry-dev-network', call: 'ec2 DescribeVpcs', params: '{}', count: 2 }]);
});

test('a poll, a retry after an error, and what a build asks are none', () => {
  expect(repeatedCalls([call({ operation: 'DescribeNatGateways' }), call({ operation: 'DescribeNatGateways' })])).toEqual([]);
  expect(repeatedCalls([call({ outcome: 'error' }), call({ outcome: 'dropped' }), call()])).toEqual([]);
  expect(repeatedCalls([call({ role: 'tenantry-dev-build' }), call({ role: 'tenantry-dev-build' })])).toEqual([]);
});

test('what every tenant asks of a shared account is asked as often as there are tenants', () => {
  expect(repeatedCalls([call(), call()], 2)).toEqual([]);
  expect(repeatedCalls([call(), call(), call()], 2)).toHaveLength(1);
});
