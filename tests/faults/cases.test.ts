import { describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '@laptop/aws/gateway/journal';
import { journalEntry } from '@laptop/aws/testing/calls';
import { callSites, siteId } from './call-sites.ts';
import { livesOf } from './case-run.ts';
import { caseNamed, casesOf, faultOf, sampleOf } from './cases.ts';

const entry = (more: Partial<JournalEntry>): JournalEntry =>
  journalEntry({ account: '600000000000', role: 'tenantry-dev-network', ...more });
const runner = { account: '100000000002', role: 'tenantry-dev-network-function' };
const entries = [
  entry({ labels: { step: 'network.vpc' } }),
  entry({ labels: { step: 'network.vpc' } }),
  entry({ labels: { step: 'network.vpc' }, account: '100000000004', operation: 'DescribeVpcs' }),
  entry({ ...runner, service: 'events', operation: 'PutEvents', params: '{"Entries":[{"DetailType":"NetworkPeered"}]}' }),
  entry({ ...runner, service: 'dynamodb', operation: 'PutItem' }),
  entry({ ...runner, service: 'dynamodb', operation: 'PutItem' }),
  entry({ ...runner, service: 'sqs', operation: 'GetQueueUrl' }),
  entry({ role: 'tenantry-dev-build', account: '100000000003', service: 's3', operation: 'GetObject' }),
];
const sites = callSites('forward', entries);

describe('cases of the matrix', () => {
  test('a case while building and one on removal share a tenant; a rollback has its own', () => {
    const cases = casesOf([...sites, ...callSites('backward', entries)]);
    const lives = livesOf(cases);
    expect(lives.flat()).toHaveLength(cases.length);
    for (const life of lives) {
      const directions = life.map(({ site }) => site.direction);
      expect(new Set(directions).size).toBe(life.length);
      expect(life.length === 1).toBe(life.some(({ kind }) => kind === 'refuse'));
      expect(new Set(life.map(({ kind }) => kind === 'kill')).size).toBe(1);
    }
  });

  test('a call site is a place, an account and an operation; builds and what is asked once per process are none', () => {
    expect(sites.map(siteId)).toEqual([
      'forward/network.vpc/tenant/ec2.CreateVpc',
      'forward/network.vpc/networking/ec2.DescribeVpcs',
      'forward/network/superAdmin/events.PutEvents.NetworkPeered',
      'forward/network/superAdmin/dynamodb.PutItem',
      'forward/network/superAdmin/dynamodb.PutItem.2',
    ]);
  });

  test('each site meets four faults, and each step of on-boarding one refusal', () => {
    const cases = casesOf(sites);
    expect(cases).toHaveLength(5 * 4 + 1);
    expect(cases.at(-1)?.id).toBe('forward/network.vpc/refuse');
  });

  test('a case is found again by its id', () => {
    for (const faultCase of casesOf(sites)) expect(faultOf(caseNamed(faultCase.id), 'T')).toEqual(faultOf(faultCase, 'T'));
    expect(() => caseNamed('forward/network.vpc/tenant/ec2.CreateVpc/explode')).toThrow('ends with one of');
  });

  test('a slice is the same every time, and has every kind before any twice', () => {
    const slice = sampleOf(casesOf(sites), 5);
    expect(slice).toEqual(sampleOf(casesOf(sites).toReversed(), 5));
    expect(new Set(slice.map(({ kind }) => kind)).size).toBe(5);
  });
});
