import { expect, test } from '@jest/globals';
import type { JournalEntry } from '@laptop/aws/gateway/journal';
import { unresolvedRefusals } from './refusals.ts';

const call = (operation: string, code?: string): JournalEntry => ({
  time: '2026-11-23T00:00:00.000Z',
  id: 'id',
  account: '600000000000',
  service: 'ec2',
  operation,
  region: 'us-east-1',
  digest: operation,
  params: '{}',
  outcome: code === undefined ? 'ok' : 'error',
  ...(code === undefined ? {} : { code }),
  status: code === undefined ? 200 : 400,
  ms: 1,
});

test('a removal that AWS refused for its order must be done later, or find nothing', () => {
  expect(unresolvedRefusals([call('DeleteVpc', 'DependencyViolation'), call('DeleteVpc')])).toEqual([]);
  expect(unresolvedRefusals([call('DeleteVpc', 'DependencyViolation'), call('DeleteVpc', 'InvalidVpcID.NotFound')])).toEqual([]);
  expect(unresolvedRefusals([call('DeleteVpc', 'DependencyViolation'), call('DeleteSubnet')])).toHaveLength(1);
});

test('a distribution that is disabled without its certificate was refused with it, and no more', () => {
  const update = (digest: string, code?: string) => ({ ...call('UpdateDistribution', code), digest });
  expect(unresolvedRefusals([update('a', 'InvalidViewerCertificate'), update('b')])).toEqual([]);
  expect(unresolvedRefusals([update('a', 'InvalidViewerCertificate'), call('DeleteDistribution')])).toHaveLength(1);
  const elsewhere = { ...update('b'), account: '700000000000' };
  expect(unresolvedRefusals([update('a', 'InvalidViewerCertificate'), elsewhere])).toHaveLength(1);
});
