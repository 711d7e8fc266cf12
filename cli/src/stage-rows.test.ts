import { expect, test } from '@jest/globals';
import { rowsOf } from './stage-rows.ts';
import { NOW } from './testing/fake-terminal.ts';
import { deployment, tenant, working } from './testing/samples.ts';

const withDns = (more: object = {}) => ({
  ...deployment,
  stages: deployment.stages.map((one) => (one.stage === 'network' ? { ...one, waitsFor: ['AccountReady', 'DnsReady'], ...more } : one)),
});
const reasonOf = (known: typeof deployment, ...stages: ReturnType<typeof working>[]) =>
  rowsOf(tenant({ state: 'onboarding', stages }), known, Date.parse(NOW)).find(({ stage }) => stage === 'network')?.reason;

test('a wait for another stage is measured by no step of this one; another wait is', () => {
  const waits = (reason: string) => reasonOf(withDns(), working('network', 'natAvailable', { state: 'waiting', reason }));
  expect(waits('DnsReady to be published')).toBe('DnsReady to be published');
  expect(waits('AccountReady and DnsReady to be published')).toBe('AccountReady and DnsReady to be published');
  expect(waits('NAT gateway nat-1 to become available')).toBe('NAT gateway nat-1 to become available (30 s of usually 1 min 30 s)');
});

test('a stage that has not begun waits for what it begins with, and not for what it needs later', () => {
  expect(reasonOf(withDns({ beginsWith: ['AccountReady'] }))).toBe('waits for AccountReady');
  // An API of before does not say it.
  expect(reasonOf(withDns())).toBe('waits for AccountReady and DnsReady');
});
