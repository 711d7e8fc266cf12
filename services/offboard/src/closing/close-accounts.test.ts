import { type CloseAccountCommand, DescribeAccountCommand, type OrganizationsClient } from '@aws-sdk/client-organizations';
import { expect, test } from '@jest/globals';
import { Closing } from '@tenantry/shared/deployment/closing-config';
import fc from 'fast-check';
import { closeAccounts } from './close-accounts.ts';
import type { AccountClosing, Closings } from './closings.ts';
import { quotaOf } from './quota.ts';

const DAY = 86_400;
/** AWS needs a minute to close an account. Seconds. */
const CLOSING = 60;
/** AWS takes one call in so many seconds. */
const RATE = 20;
const MEMBERS = 40;

class Crash extends Error {}

/** An organization that counts for itself, and notes when it took which closing. */
const organization = (settings: Closing, now: () => number) => {
  const taken: { readonly accountId: string; readonly at: number }[] = [];
  const refusals: string[] = [];
  let askedAt = 0;
  const stateOf = (accountId: string): string => {
    const closing = taken.find((one) => one.accountId === accountId);
    if (!closing) return 'ACTIVE';
    return now() - closing.at >= CLOSING ? 'CLOSED' : 'PENDING_CLOSURE';
  };
  const refuse = (name: string, Reason?: string): never => {
    refusals.push(Reason ?? name);
    throw Object.assign(new Error(name), { name, Reason });
  };
  const client = {
    send: async (command: unknown): Promise<unknown> => {
      if (command instanceof DescribeAccountCommand) return { Account: { State: stateOf(command.input.AccountId ?? '') } };
      const accountId = (command as CloseAccountCommand).input.AccountId ?? '';
      if (now() - askedAt < RATE) refuse('TooManyRequestsException');
      askedAt = now();
      if (stateOf(accountId) !== 'ACTIVE') refuse('AccountAlreadyClosedException');
      const recent = taken.filter(({ at }) => at > now() - settings.windowDays * DAY).length;
      if (recent >= quotaOf(MEMBERS, settings)) refuse('ConstraintViolationException', 'CLOSE_ACCOUNT_QUOTA_EXCEEDED');
      const pending = taken.filter(({ at }) => now() - at < CLOSING).length;
      if (pending >= settings.concurrency) refuse('ConstraintViolationException', 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED');
      taken.push({ accountId, at: now() });
      return {};
    },
  };
  return { client: client as unknown as OrganizationsClient, taken, refusals };
};

/** A table in memory, whose writes may crash the worker before or after they are done. */
const tableOf = (crashes: Iterator<'before' | 'after' | 'no'>) => {
  const items = new Map<string, AccountClosing>();
  let isCrashing = true;
  const write = async (closing: AccountClosing): Promise<void> => {
    const crash = isCrashing ? crashes.next().value : 'no';
    if (crash === 'before') throw new Crash();
    items.set(closing.tenantId, closing);
    if (crash === 'after') throw new Crash();
  };
  const closings: Closings = {
    find: async (tenantId) => items.get(tenantId),
    all: async () => [...items.values()],
    register: async (closing) => void items.set(closing.tenantId, closing),
    save: write,
    alone: (_owner, _now, _seconds, work) => work(),
    members: async () => MEMBERS,
    keepMembers: async () => {},
  };
  const calm = (): void => {
    isCrashing = false;
  };
  return { closings, items, calm };
};

const anySettings = fc.record({
  share: fc.constantFrom(0, 0.1, 0.5),
  minimum: fc.integer({ min: 1, max: 6 }),
  maximum: fc.integer({ min: 1, max: 12 }),
  windowDays: fc.integer({ min: 1, max: 30 }),
  concurrency: fc.integer({ min: 1, max: 4 }),
});
const anyEvent = fc.oneof(
  fc.constant('request' as const),
  fc.constant('run' as const),
  fc.integer({ min: 1, max: 3 * DAY }).map((seconds) => ({ pass: seconds })),
);
const mostly = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 4 }, { arbitrary: fc.constantFrom(...others), weight: 1 });

test('in every history each account is closed once, within quota and concurrency, and none is forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(
      anySettings,
      fc.array(anyEvent, { maxLength: 60, size: 'max' }),
      fc.infiniteStream(mostly<'before' | 'after' | 'no'>('no', 'before', 'after')),
      async (figures, events, crashes) => {
        const settings = Closing.parse(figures);
        let now = 1_795_500_000;
        const aws = organization(settings, () => now);
        const table = tableOf(crashes);
        const told: string[] = [];
        const dates = new Map<string, number>();
        const run = async (): Promise<void> => {
          try {
            await closeAccounts({
              closings: table.closings,
              organizations: aws.client,
              settings,
              now: () => now,
              closed: async ({ tenantId }) => void told.push(tenantId),
              dated: async ({ tenantId }, closesAt) => void dates.set(tenantId, closesAt),
            });
            // The published date is right to the hour.
            for (const { tenantId, state, closesAt } of table.items.values()) {
              if (state === 'queued') expect(Math.abs((closesAt ?? 0) - (dates.get(tenantId) ?? 0))).toBeLessThan(3600);
            }
          } catch (error) {
            if (!(error instanceof Crash)) throw error;
          }
        };
        let requests = 0;
        for (const event of events) {
          if (event === 'request') {
            await table.closings.register({ tenantId: `${++requests}`, accountId: `a${requests}`, requestedAt: now, state: 'queued' });
          } else if (event === 'run') await run();
          else now += event.pass;
          now++;
        }
        table.calm();
        for (let days = 0; days < 70 * settings.windowDays && [...table.items.values()].some(({ state }) => state !== 'closed'); days++) {
          await run();
          now += days % 2 === 0 ? 2 * CLOSING : DAY;
        }
        expect([...table.items.values()].map(({ state }) => state)).toEqual(Array(requests).fill('closed'));
        expect(aws.taken.map(({ accountId }) => accountId).sort()).toEqual(Array.from({ length: requests }, (_, i) => `a${i + 1}`).sort());
        expect(new Set(told).size).toBe(requests);
        // Who keeps the count is never refused for the quota; only a crash before AWS was asked makes a closing count that is none.
        expect(aws.refusals.filter((reason) => reason === 'CLOSE_ACCOUNT_QUOTA_EXCEEDED')).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});
