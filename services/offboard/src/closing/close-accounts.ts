import { CloseAccountCommand, DescribeAccountCommand, type OrganizationsClient } from '@aws-sdk/client-organizations';
import { isClosed, stateIn } from '@tenantry/shared/aws/account-state';
import type { Closing } from '@tenantry/shared/deployment/closing-config';
import { isCode, Wait } from '@tenantry/shared/failure/errors';
import type { AccountClosing, Closings } from './closings.ts';
import { closingTimes, inWindow, quotaOf, smallestQuota } from './quota.ts';

export interface ClosingPorts {
  readonly closings: Closings;
  /** In the owner account. */
  readonly organizations: OrganizationsClient;
  readonly settings: Closing;
  /** Epoch seconds. */
  readonly now: () => number;
  /** Published before the item says `closed`, so at least once. */
  readonly closed: (closing: AccountClosing) => Promise<void>;
  /** Published before the item has the date, when it moves by more than a person would care about. */
  readonly dated: (closing: AccountClosing, closesAt: number) => Promise<void>;
}
const DAY = 86_400;
/** A date that moves by less is not published. Seconds. */
const TOLD = 3600;
/** Organizations may show an account as active for a moment after it took the request to close it. Seconds. */
const VISIBLE = 60;
/** When AWS counts closings that we do not know of, it is asked again after so long. Seconds. */
const RETRY_QUOTA = DAY;
/** Organizations takes one CloseAccount in 20 s, and says so in these ways (User Guide, "Quotas and service limits"). */
const BUSY = ['TooManyRequestsException', 'ConcurrentModificationException'];
/** Kept after the window for who looks back. Seconds. */
const KEPT = 30 * DAY;

/**
 * Closes as many of the queued accounts as quota and concurrency allow, first come first served, and dates the others.
 * Nobody else may be at it (`closings.alone`).
 * @returns what went wrong, by tenant id: one account that AWS refuses holds up no other
 */
export const closeAccounts = async (ports: ClosingPorts): Promise<ReadonlyMap<string, unknown>> => {
  const { closings, settings, now } = ports;
  const failures = new Map<string, unknown>();
  const items = await Promise.all(
    (await closings.all()).map(async (item) => {
      if (item.state !== 'closing') return item;
      try {
        return await look(ports, item);
      } catch (error) {
        failures.set(item.tenantId, error);
        return item;
      }
    }),
  );
  const queued = items.filter(({ state }) => state === 'queued').sort(byRequest);
  if (queued.length === 0) return failures;
  const closedAt = items.flatMap((item) => (item.state === 'queued' ? [] : (item.closedAt ?? [])));
  const fits = inWindow(closedAt, now(), settings).length + queued.length <= smallestQuota(settings);
  const quota = fits ? smallestQuota(settings) : quotaOf(await closings.members(), settings);
  const times = closingTimes(closedAt, queued.length, now(), quota, settings);
  let free = settings.concurrency - items.filter(({ state }) => state === 'closing').length;
  let notBefore = Math.max(0, ...queued.map((item) => item.notBefore ?? 0));
  for (const [i, item] of queued.entries()) {
    const at = Math.max(times[i] ?? now(), notBefore);
    if (at > now() || free <= 0) {
      // Hundreds may wait: only a date that moves is written.
      if (!isDated(item, at, notBefore)) await date(ports, item, at, notBefore);
      continue;
    }
    try {
      const outcome = await close(ports, item);
      if (outcome === 'taken') free--;
      else {
        // The quota is AWS's to say: what it counts may not be ours.
        if (outcome === 'over quota') notBefore = now() + RETRY_QUOTA;
        else free = 0;
        await date(ports, item, Math.max(now(), notBefore), notBefore);
      }
    } catch (error) {
      failures.set(item.tenantId, error);
      await date(ports, item, now(), notBefore);
    }
  }
  return failures;
};

const byRequest = (a: AccountClosing, b: AccountClosing): number => a.requestedAt - b.requestedAt || (a.tenantId < b.tenantId ? -1 : 1);

const isDated = ({ closesAt, closedAt, notBefore = 0 }: AccountClosing, at: number, asked: number): boolean =>
  closesAt === at && notBefore === asked && closedAt === undefined;

/** Back into the queue, with its date. */
const date = async (
  { closings, dated }: ClosingPorts,
  { notBefore: _, closedAt: __, ...item }: AccountClosing,
  closesAt: number,
  notBefore: number,
) => {
  const moves = Math.abs(closesAt - (item.told ?? 0)) >= TOLD;
  if (moves) await dated(item, closesAt);
  await closings.save({
    ...item,
    state: 'queued',
    closesAt,
    ...(moves ? { told: closesAt } : {}),
    ...(notBefore > 0 ? { notBefore } : {}),
  });
};

/** The account's state in the organization: `State`, since `Status` was retired in September 2026. */
export const stateOf = async (organizations: OrganizationsClient, AccountId: string): Promise<string> =>
  (await stateIn(organizations.send(new DescribeAccountCommand({ AccountId })))) ?? 'ACTIVE';

/** @throws StalledError when AWS has suspended the account, which is not closed then */
const isGone = (accountId: string, state: string): boolean => {
  try {
    return isClosed(accountId, state);
  } catch (error) {
    if (error instanceof Wait) return false; // being closed: the next look will show it
    throw error;
  }
};

/** What became of a closing in progress. */
const look = async (ports: ClosingPorts, item: AccountClosing): Promise<AccountClosing> => {
  const { closings, organizations, settings, now } = ports;
  const { closedAt = now() } = item;
  const state = await stateOf(organizations, item.accountId);
  if (isGone(item.accountId, state)) {
    await ports.closed(item);
    const closed: AccountClosing = {
      ...item,
      state: 'closed',
      closedAt,
      expiresAt: Math.ceil(closedAt + settings.windowDays * DAY + KEPT),
    };
    await closings.save(closed);
    return closed;
  }
  // A worker died between saying so and asking AWS.
  return state === 'ACTIVE' && closedAt + VISIBLE < now() ? { ...item, state: 'queued' } : item;
};

/** Says so first, so that a crash never loses a closing that counts. */
const close = async (
  { closings, organizations, now }: ClosingPorts,
  item: AccountClosing,
): Promise<'taken' | 'over quota' | 'too many'> => {
  const { closesAt: _, notBefore: __, told: ___, ...rest } = item;
  await closings.save({ ...rest, state: 'closing', closedAt: now() });
  try {
    await organizations.send(new CloseAccountCommand({ AccountId: item.accountId }));
    return 'taken';
  } catch (error) {
    if (isCode(error, 'AccountAlreadyClosedException', 'AccountNotFoundException')) return 'taken';
    const reason = isCode(error, 'ConstraintViolationException') ? (error as { Reason?: string }).Reason : undefined;
    if (reason === 'CLOSE_ACCOUNT_QUOTA_EXCEEDED') return 'over quota';
    if (reason === 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED') return 'too many';
    if (isCode(error, ...BUSY)) return 'too many';
    // One that is closed, or whose closing is on its way, may answer a conflict instead.
    const state = isCode(error, 'ConflictException') ? await stateOf(organizations, item.accountId) : '';
    if (state === 'PENDING_CLOSURE' || isGone(item.accountId, state)) return 'taken';
    throw error;
  }
};
