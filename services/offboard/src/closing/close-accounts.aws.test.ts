import { CloseAccountCommand, DescribeAccountCommand, type OrganizationsClient } from '@aws-sdk/client-organizations';
import { describe, expect, test } from '@jest/globals';
import { Closing } from '@tenantry/shared/config';
import { Wait } from '@tenantry/shared/errors';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { newClosings } from '../testing/closings-table.ts';
import { memberAccount, organizations } from '../testing/member-account.ts';
import { type ClosingPorts, closeAccounts } from './close-accounts.ts';
import type { AccountClosing } from './closings.ts';

const DAY = 86_400;

/** A table of closings of its own, a clock that the test turns, and the organization that all tests share. */
const closingOf = async (settings: Partial<Closing> = {}, fake?: { send: (command: unknown) => Promise<unknown> }) => {
  const told: string[] = [];
  let now = 1_795_500_000;
  const ports: ClosingPorts = {
    closings: await newClosings(),
    organizations: (fake as unknown as OrganizationsClient) ?? organizations,
    settings: Closing.parse(settings),
    now: () => now,
    closed: async ({ tenantId }) => void told.push(tenantId),
    dated: async () => {},
  };
  const queue = async (accountId: string): Promise<string> => {
    const tenantId = ulid();
    await ports.closings.register({ tenantId, accountId, requestedAt: now++, state: 'queued' });
    return tenantId;
  };
  const stateOf = async (tenantId: string): Promise<AccountClosing['state'] | undefined> => (await ports.closings.find(tenantId))?.state;
  return { ports, told, queue, stateOf, after: (seconds: number) => (now += seconds), now: () => now };
};

const stateOf = async (AccountId: string) => (await organizations.send(new DescribeAccountCommand({ AccountId }))).Account?.State;
const suspended = (accountId: string): Promise<boolean> =>
  eventually('AWS has suspended it', async () => (await stateOf(accountId)) === 'SUSPENDED');
/** An organization that answers as the test says. */
const refusing = (answers: (accountId: string) => { name: string; Reason?: string } | undefined, state = 'ACTIVE') => {
  const asked: string[] = [];
  const send = async (command: unknown): Promise<unknown> => {
    const { AccountId = '' } = (command as CloseAccountCommand).input;
    if (command instanceof DescribeAccountCommand) return { Account: { State: state } };
    asked.push(AccountId);
    const error = answers(AccountId);
    if (error) throw Object.assign(new Error(error.name), error);
    return {};
  };
  return { asked, send };
};

describe('closing accounts', () => {
  test('closes an account, and notices when AWS has', async () => {
    const { ports, queue, stateOf: itemOf, told } = await closingOf();
    const accountId = await memberAccount();
    const tenantId = await queue(accountId);
    expect(await closeAccounts(ports)).toEqual(new Map());
    expect(await itemOf(tenantId)).toBe('closing');
    await suspended(accountId);
    await closeAccounts(ports);
    expect(await itemOf(tenantId)).toBe('closed');
    expect(told).toEqual([tenantId]);
    await closeAccounts(ports);
    expect(told).toEqual([tenantId]);
  });

  test('an account that is closed already is a success', async () => {
    const { ports, queue, stateOf: itemOf } = await closingOf();
    const accountId = await memberAccount();
    await organizations.send(new CloseAccountCommand({ AccountId: accountId }));
    const tenantId = await queue(accountId);
    expect(await closeAccounts(ports)).toEqual(new Map());
    await suspended(accountId);
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
    const aws = refusing(() => undefined, 'SUSPENDED');
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
    const aws = refusing(() => undefined, 'SUSPENDED');
    const { ports, queue, now } = await closingOf({ minimum: 1, share: 0.5 }, aws);
    await ports.closings.keepMembers(5, now());
    for (const account of ['1', '2', '3']) await queue(account);
    await closeAccounts(ports);
    expect(aws.asked).toEqual(['1', '2']);
  });

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

  test('an account that AWS refuses holds up no other, and says why', async () => {
    const aws = refusing((account) => (account === '1' ? { name: 'AccessDeniedException' } : undefined));
    const { ports, queue, stateOf: itemOf } = await closingOf({}, aws);
    const tenants = [await queue('1'), await queue('2')];
    const failures = await closeAccounts(ports);
    expect([...failures.keys()]).toEqual([tenants[0]]);
    expect(await Promise.all(tenants.map(itemOf))).toEqual(['queued', 'closing']);
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
