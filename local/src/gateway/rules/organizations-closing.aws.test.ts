import { CloseAccountCommand } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../accounts.ts';
import { quotas } from './quotas.ts';
import { type Organization, startOrganization } from './testing/organization.ts';
import { errorOf } from './testing/ruled-aws.ts';

let org: Organization;
beforeAll(async () => {
  org = await startOrganization();
});
afterAll(() => org.stop());

describe('CloseAccount', () => {
  const close = (AccountId: string) => org.client.send(new CloseAccountCommand({ AccountId }));
  const reason = async (call: Promise<unknown>) =>
    call.then(
      () => 'none',
      (error: { Reason?: string }) => error.Reason,
    );
  const state = async (id: string) => (await org.describeAccount(id)).State;

  test('is pending first, then suspends the account, whose roles nobody can assume', async () => {
    const id = await org.create();
    await org.assume(id);
    await close(id);
    expect(await state(id)).toBe('PENDING_CLOSURE');
    org.advance(61);
    expect(await state(id)).toBe('SUSPENDED');
    expect(await errorOf(org.assume(id))).toBe('AccessDenied');
  });

  test('is refused the second time, and for the management account', async () => {
    const id = await org.create();
    await close(id);
    expect(await errorOf(close(id))).toBe('AccountAlreadyClosedException');
    org.advance(61);
    expect(await errorOf(close(id))).toBe('AccountAlreadyClosedException');
    expect(await reason(close(ACCOUNTS.owner))).toBe('CANNOT_CLOSE_MANAGEMENT_ACCOUNT');
  });

  test('takes three at a time', async () => {
    const ids = [await org.create(), await org.create(), await org.create(), await org.create()];
    org.advance(61);
    for (const id of ids.slice(0, 3)) await close(id);
    expect(await reason(close(ids[3]!))).toBe('CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED');
    org.advance(61);
    expect(await reason(close(ids[3]!))).toBe('none');
  });

  test('has a quota for thirty days', async () => {
    const id = await org.create();
    org.advance(61);
    const limits = quotas(org.local.context);
    const before = { ...limits };
    Object.assign(limits, { closeAccountMinimum: 1, closeAccountShare: 0 });
    const refused = await reason(close(id));
    org.advance(30 * 86_400);
    const later = await reason(close(id));
    Object.assign(limits, before);
    expect([refused, later]).toEqual(['CLOSE_ACCOUNT_QUOTA_EXCEEDED', 'none']);
  });
});
