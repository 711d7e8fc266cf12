import { expect, test } from '@jest/globals';
import { adviceOnBilling } from '@tenantry/shared/aws/billing';
import { billed } from '../cost/cost-explorer.ts';
import { reading, unknownOf } from './reading.ts';

const refused = (name: string, message: string, call = 'Service Quotas GetServiceQuota') =>
  Object.assign(new Error(message), { name, call });
const denied = (message: string) => refused('AccessDeniedException', message, 'Cost Explorer GetCostAndUsage');

test('what AWS says is the value, and what it does not say has a reason and a section of the runbook', async () => {
  expect(await reading('The quota of accounts', Promise.resolve(10))).toEqual({ value: 10 });
  expect(await reading('The quota of accounts', Promise.resolve(0))).toEqual({ value: 0 });
  expect(await reading('The quota of accounts', Promise.resolve(undefined))).toEqual({
    unknown: 'The quota of accounts is not known to AWS. docs/runbook.md#a-figure-is-not-known',
  });
});

test('a refusal is told by its call and code; its message, which may repeat what was sent, stays in the log', async () => {
  const { unknown } = await reading('The quota of accounts', Promise.reject(refused('AccessDeniedException', 'arn:aws:iam::1:role/x')));
  expect(unknown).toMatch(/^The quota of accounts could not be read \(Service Quotas GetServiceQuota: AccessDeniedException\)\. docs\//);
  expect(unknown).not.toContain('arn:');
});

test('the same reason is said once', () => {
  expect(unknownOf({ unknown: 'a' }, { value: 1 }, { unknown: 'a' }, { unknown: 'b' })).toBe('a b');
  expect(unknownOf({ value: 1 }, {})).toBeUndefined();
});

test('billed cost that a person has to switch on first is told with what to do, and is no failure of the heartbeat', async () => {
  const off = denied('User not enabled for cost explorer access');
  expect(await billed(Promise.reject(off))).toEqual({
    unknown: expect.stringMatching(/AccessDeniedException\)\. Cost Explorer is not open yet\. Open it once/),
  });
  expect(adviceOnBilling(denied('User: arn:… is not authorized to perform: ce:GetCostAndUsage'))).toMatch(/^The root user .* activates/);
  expect(adviceOnBilling(refused('ThrottlingException', 'slow'))).toBeUndefined();
});
