import { beforeAll, expect, test } from '@jest/globals';
import type { FaultEffect } from '@laptop/aws/gateway/faults';
import { type Client, createClient } from '@tenantry/api-client/client';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { type Harness, harness } from './harness.ts';

/** What AWS accepts and then does not do: only a status shows it. */
let on: Harness;
let api: Client;
beforeAll(async () => {
  on = await harness();
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
});
const endsFailed = (reason: string): FaultEffect => ({ kind: 'ends-failed', reason });
const NO_WAY_IN = 'Obtaining permissions to manage your AWS account takes longer than usual. Please try again in a few minutes.';

test('a failed creation is asked again: after a repair by a retry, after a fault of AWS by itself, and so are assignments', async () => {
  const tenant = ulid();
  const get = () => api('GET /tenants/{id}', { path: { id: tenant } });
  const creation = { labels: { tenant }, operation: 'CreateAccount' };
  await on.running.addFault({ match: creation, effect: endsFailed('ACCOUNT_LIMIT_EXCEEDED') });
  await on.running.addFault({ match: creation, effect: endsFailed('INTERNAL_FAILURE'), nth: 2 });
  for (const step of ['account.accountAssignments', 'account.accountAssigned']) {
    const match = { labels: { tenant, step }, operation: 'CreateAccountAssignment' };
    await on.running.addFault({ match, effect: endsFailed(NO_WAY_IN) });
  }
  const { mark } = await on.running.journalSince(0);
  await on.request(tenant);

  const stalled = await eventually('the limit is shown', async () => {
    const found = await get().catch(() => undefined);
    return found?.stages.find(({ state }) => state === 'stalled');
  });
  expect(stalled).toMatchObject({ stage: 'account', step: 'accountCreated', failure: { code: 'ACCOUNT_LIMIT_EXCEEDED' } });
  await api('POST /tenants/{id}/retry', { path: { id: tenant }, body: { stage: 'account' } });
  await eventually('the account is ready', async () => (await get()).accountId);

  const { entries } = await on.running.journalSince(mark);
  const called = (step: string, operation: string) =>
    entries.filter(
      ({ labels, code, ...entry }) =>
        labels?.tenant === tenant && labels.step === `account.${step}` && entry.operation === operation && !code,
    );
  expect(called('account', 'CreateAccount')).toHaveLength(2);
  expect(called('accountCreated', 'CreateAccount')).toHaveLength(1);
  const [failing] = called('accountAssignments', 'CreateAccountAssignment');
  const askedAgain = called('accountAssigned', 'CreateAccountAssignment').filter(({ params }) => params === failing?.params);
  expect(askedAgain).toHaveLength(2);
  // What the step waited for is on the timeline while it waits; its record shows afterwards that all of it ended.
  expect((await get()).stages.find(({ stage }) => stage === 'account')).toMatchObject({ stage: 'account', finishedAt: expect.any(String) });
});
