import { expect, test } from '@jest/globals';
import type { JournalEntry } from '@laptop/aws/gateway/journal';
import { journalEntry } from '@laptop/aws/testing/calls';
import { repeatedCalls } from './report.ts';

const call = (more: Partial<JournalEntry> = {}): JournalEntry =>
  journalEntry({ account: '200000000001', role: 'tenantry-dev-network', operation: 'DescribeSubnets', ...more });

test('the same call of the same role with the same parameters is a repetition', () => {
  expect(repeatedCalls([call(), call({ digest: 'other' })])).toEqual([]);
  expect(repeatedCalls([call(), call()])).toEqual([{ role: 'tenantry-dev-network', call: 'ec2 DescribeSubnets', params: '{}', count: 2 }]);
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
