import { describe, expect, test } from '@jest/globals';
import { closingOf, refusing } from '../testing/closing.ts';
import { closeAccounts } from './close-accounts.ts';

const DAY = 86_400;

describe('a closing that AWS does not take, or does not end', () => {
  test("AWS's own quota defers: no failure, and not asked again for a day", async () => {
    const quota = { name: 'ConstraintViolationException', Reason: 'CLOSE_ACCOUNT_QUOTA_EXCEEDED' };
    let isFull = true;
    const aws = refusing(() => (isFull ? quota : undefined));
    const { ports, queue, stateOf: itemOf, after, now } = await closingOf({}, aws);
    const tenants = [await queue('1'), await queue('2')];
    expect(await closeAccounts(ports)).toEqual(new Map());
    expect(await Promise.all(tenants.map(itemOf))).toEqual(['queued', 'queued']);
    expect((await ports.closings.find(tenants[1]!))?.closesAt).toBe(now() + DAY);
    await closeAccounts(ports);
    expect(aws.asked).toEqual(['1']);
    isFull = false;
    after(DAY);
    await closeAccounts(ports);
    expect(aws.asked).toEqual(['1', '1', '2']);
  });

  test("AWS's limit of closings at a time defers until the next run", async () => {
    const limit = { name: 'ConstraintViolationException', Reason: 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED' };
    const aws = refusing((account) => (account === '1' && aws.asked.length === 1 ? limit : undefined));
    const { ports, queue, stateOf: itemOf } = await closingOf({}, aws);
    const tenants = [await queue('1'), await queue('2')];
    expect(await closeAccounts(ports)).toEqual(new Map());
    expect(aws.asked).toEqual(['1']);
    await closeAccounts(ports);
    expect(await Promise.all(tenants.map(itemOf))).toEqual(['closing', 'closing']);
  });

  test.each(['TooManyRequestsException', 'ConcurrentModificationException'])(
    'AWS takes one closing in twenty seconds: %s defers, and is no failure',
    async (name) => {
      const aws = refusing((account) => (account === '2' && aws.asked.length === 2 ? { name } : undefined));
      const { ports, queue, stateOf: itemOf, now } = await closingOf({}, aws);
      const tenants = [await queue('1'), await queue('2'), await queue('3')];
      expect(await closeAccounts(ports)).toEqual(new Map());
      expect(aws.asked).toEqual(['1', '2']);
      expect(await Promise.all(tenants.map(itemOf))).toEqual(['closing', 'queued', 'queued']);
      expect((await ports.closings.find(tenants[2]!))?.closesAt).toBe(now());
      await closeAccounts(ports);
      expect(await Promise.all(tenants.map(itemOf))).toEqual(['closing', 'closing', 'closing']);
    },
  );

  test('an account that AWS has suspended is not closed: a person hears of it, and no other is held up', async () => {
    const {
      ports,
      queue,
      stateOf: itemOf,
      told,
    } = await closingOf(
      {},
      refusing(() => undefined, 'SUSPENDED'),
    );
    const suspended = await queue('1');
    await closeAccounts(ports);
    const other = await queue('2');
    const failures = await closeAccounts(ports);
    expect([...failures]).toEqual([[suspended, expect.objectContaining({ code: 'AccountSuspended' })]]);
    expect([await itemOf(suspended), await itemOf(other), told]).toEqual(['closing', 'closing', []]);
  });

  test('an account whose closing is on its way still works, and is not told as closed', async () => {
    const {
      ports,
      queue,
      stateOf: itemOf,
      told,
    } = await closingOf(
      {},
      refusing(() => undefined, 'PENDING_CLOSURE'),
    );
    const tenantId = await queue('1');
    await closeAccounts(ports);
    await closeAccounts(ports);
    expect([await itemOf(tenantId), told]).toEqual(['closing', []]);
  });

  test('an account that AWS refuses holds up no other, and says why', async () => {
    const aws = refusing((account) => (account === '1' ? { name: 'AccessDeniedException' } : undefined));
    const { ports, queue, stateOf: itemOf } = await closingOf({}, aws);
    const tenants = [await queue('1'), await queue('2')];
    const failures = await closeAccounts(ports);
    expect([...failures.keys()]).toEqual([tenants[0]]);
    expect(await Promise.all(tenants.map(itemOf))).toEqual(['queued', 'closing']);
  });
});
