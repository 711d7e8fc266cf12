import { DescribeAccountCommand } from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/failure/errors';
import { eventually } from '@tenantry/shared/testing/eventually';
import { closingOf, refusing } from '../testing/closing.ts';
import { closeByHand, memberAccount, organizations } from '../testing/member-account.ts';
import { closeAccounts } from './close-accounts.ts';

const DAY = 86_400;

const stateOf = async (AccountId: string) => (await organizations.send(new DescribeAccountCommand({ AccountId }))).Account?.State;
const isClosed = (accountId: string): Promise<boolean> =>
  eventually('AWS has closed it', async () => (await stateOf(accountId)) === 'CLOSED');

describe('closing accounts', () => {
  test('closes an account, and notices when AWS has', async () => {
    const { ports, queue, stateOf: itemOf, told } = await closingOf();
    const accountId = await memberAccount();
    const tenantId = await queue(accountId);
    // AWS closes three at a time, of other tests too.
    await eventually('AWS takes it', async () => {
      expect(await closeAccounts(ports)).toEqual(new Map());
      return (await itemOf(tenantId)) === 'closing';
    });
    await isClosed(accountId);
    await closeAccounts(ports);
    expect(await itemOf(tenantId)).toBe('closed');
    expect(told).toEqual([tenantId]);
    await closeAccounts(ports);
    expect(told).toEqual([tenantId]);
  });

  test('an account that is closed already is a success', async () => {
    const { ports, queue, stateOf: itemOf } = await closingOf();
    const accountId = await memberAccount();
    await closeByHand(accountId);
    const tenantId = await queue(accountId);
    expect(await closeAccounts(ports)).toEqual(new Map());
    await isClosed(accountId);
    await closeAccounts(ports);
    expect(await itemOf(tenantId)).toBe('closed');
  });

  test('takes only as many at a time as AWS does, first come first served', async () => {
    const aws = refusing(() => undefined, 'PENDING_CLOSURE');
    const { ports, queue, stateOf: itemOf, now } = await closingOf({ concurrency: 2 }, aws);
    const tenants = [await queue('1'), await queue('2'), await queue('3')];
    await closeAccounts(ports);
    expect(await Promise.all(tenants.map(itemOf))).toEqual(['closing', 'closing', 'queued']);
    expect((await ports.closings.find(tenants[2]!))?.closesAt).toBe(now());
    await closeAccounts(ports);
    expect(aws.asked).toEqual(['1', '2']);
  });

  test('over quota an account is dated, and closed when the window has rolled on', async () => {
    const aws = refusing(() => undefined, 'CLOSED');
    const { ports, queue, stateOf: itemOf, after, now } = await closingOf({ minimum: 1, share: 0 }, aws);
    const [first, second] = [await queue('1'), await queue('2')];
    await closeAccounts(ports);
    expect(await itemOf(second)).toBe('queued');
    const closesAt = (await ports.closings.find(second))?.closesAt;
    expect(closesAt).toBe(now() + 30 * DAY);
    after(30 * DAY - 1);
    await closeAccounts(ports);
    expect(await itemOf(first)).toBe('closed');
    expect(aws.asked).toEqual(['1']);
    after(1);
    await closeAccounts(ports);
    expect(aws.asked).toEqual(['1', '2']);
    expect(await itemOf(second)).toBe('closing');
  });

  test('a larger organization may close more', async () => {
    const aws = refusing(() => undefined, 'CLOSED');
    const { ports, queue, now } = await closingOf({ minimum: 1, share: 0.5 }, aws);
    await ports.closings.keepMembers(5, now());
    for (const account of ['1', '2', '3']) await queue(account);
    await closeAccounts(ports);
    expect(aws.asked).toEqual(['1', '2']);
  });

  test('a crash before AWS was asked is made good, and a closing that counts is never lost', async () => {
    const aws = refusing(() => undefined);
    const { ports, queue, stateOf: itemOf, after, now } = await closingOf({}, aws);
    const tenantId = await queue('1');
    await ports.closings.save({ tenantId, accountId: '1', requestedAt: now(), state: 'closing', closedAt: now() });
    await closeAccounts(ports); // AWS may not show it yet
    expect(aws.asked).toEqual([]);
    after(61);
    await closeAccounts(ports);
    expect(aws.asked).toEqual(['1']);
    expect(await itemOf(tenantId)).toBe('closing');
  });

  test('one worker at a time; a dead one holds the others up until its lease ends', async () => {
    const { ports, now } = await closingOf();
    const { closings } = ports;
    const busy = closings.alone('a', now(), 35, () => closings.alone('b', now(), 35, async () => 'both'));
    await expect(busy).rejects.toThrow(Wait);
    expect(await closings.alone('b', now(), 35, async () => 'free')).toBe('free');
    await expect(closings.alone('a', now(), 35, () => closings.alone('b', now() + 35, 35, async () => 'late'))).resolves.toBe('late');
  });

  test('asked for twice, an account is queued once', async () => {
    const { ports, queue } = await closingOf();
    const tenantId = await queue('1');
    const first = await ports.closings.find(tenantId);
    await ports.closings.register({ tenantId, accountId: '1', requestedAt: 5, state: 'queued' });
    expect(await ports.closings.all()).toEqual([first]);
  });
});
