import { CloseAccountCommand } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../../testing/accounts.ts';
import { quotas } from '../quotas.ts';
import { type Organization, startOrganization } from '../testing/organization.ts';
import { errorOf } from '../testing/ruled-aws.ts';
import { organization } from './state.ts';

let org: Organization;
beforeAll(async () => {
  org = await startOrganization();
});
afterAll(() => org.stop());

describe('CloseAccount', () => {
  const close = (AccountId: string) => org.client.send(new CloseAccountCommand({ AccountId }));
  /** Closes when the rate of the operation allows it. */
  const closeInTime = (id: string) => {
    org.advance(20);
    return close(id);
  };
  const reason = async (call: Promise<unknown>) =>
    call.then(
      () => 'none',
      (error: { Reason?: string }) => error.Reason,
    );
  const state = async (id: string) => (await org.describeAccount(id)).State;

  test('is pending first, when the account still works, then closes it, and nobody can assume its roles', async () => {
    const id = await org.create();
    await org.assume(id);
    await closeInTime(id);
    expect(await state(id)).toBe('PENDING_CLOSURE');
    expect(await errorOf(org.assume(id))).toBe('none');
    org.advance(61);
    expect(await state(id)).toBe('CLOSED');
    expect(await errorOf(org.assume(id))).toBe('AccessDenied');
  });

  test('is not what suspends an account: AWS does that for reasons of its own, and may lift it again', async () => {
    const id = await org.create();
    const state = organization(org.local.context);
    Object.assign(state, { suspended: { [id]: true } });
    expect((await org.describeAccount(id)).State).toBe('SUSPENDED');
    expect(await errorOf(org.assume(id))).toBe('AccessDenied');
    Object.assign(state, { suspended: {} });
    expect((await org.describeAccount(id)).State).toBe('ACTIVE');
    expect(await errorOf(org.assume(id))).toBe('none');
  });

  test('takes one call in twenty seconds', async () => {
    const ids = [await org.create(), await org.create(), await org.create()];
    org.advance(61);
    await close(ids[0]!);
    expect(await errorOf(close(ids[1]!))).toBe('TooManyRequestsException');
    org.advance(10);
    expect(await errorOf(close(ids[1]!))).toBe('TooManyRequestsException');
    org.advance(10);
    expect(await errorOf(close(ids[1]!))).toBe('none');
    expect(await errorOf(close(ids[2]!))).toBe('TooManyRequestsException');
  });

  test('is refused the second time, and for the management account', async () => {
    const id = await org.create();
    org.advance(61);
    await close(id);
    expect(await errorOf(closeInTime(id))).toBe('AccountAlreadyClosedException');
    org.advance(61);
    expect(await errorOf(close(id))).toBe('AccountAlreadyClosedException');
    expect(await reason(closeInTime(ACCOUNTS.management))).toBe('CANNOT_CLOSE_MANAGEMENT_ACCOUNT');
  });

  test('takes so many at a time: three, or what the organization allows', async () => {
    const ids = [await org.create(), await org.create(), await org.create()];
    org.advance(61);
    const limits = quotas(org.local.context);
    const before = { ...limits };
    expect(before.concurrentCloseAccount).toBe(3);
    Object.assign(limits, { concurrentCloseAccount: 2 });
    for (const id of ids.slice(0, 2)) await closeInTime(id);
    const refused = await reason(closeInTime(ids[2]!));
    org.advance(61);
    const later = await reason(close(ids[2]!));
    Object.assign(limits, before);
    expect([refused, later]).toEqual(['CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED', 'none']);
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
