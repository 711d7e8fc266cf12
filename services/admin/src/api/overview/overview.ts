import { ATTENTION_KINDS } from '@tenantry/events-schema/attention';
import { DAYS, MOST_SHOWN, type Overview } from '../../contract/overview.ts';
import { isSilent } from '../../model/attention/attention.ts';
import type { ListedTenant } from '../../table/items.ts';
import { listedAttention } from '../../table/listed-attention.ts';
import { countAttention } from '../attention/handlers.ts';
import { closingIn } from '../closings/closing-in.ts';
import { summaryIn } from '../tenant-list/handlers.ts';

type Shown = ListedTenant['shown'];
const DAY = 86_400_000;
const MOVING: readonly Shown['state'][] = ['requested', 'onboarding', 'failed', 'offboarding'];

/** What a person looks at first, of all tenants as lists show them. Pure. @param now epoch milliseconds */
export const overviewOf = (tenants: readonly Shown[], now: number): Overview => {
  const { needAttention, unhandled, kinds, states } = countAttention(tenants, now);
  const isQuietAbout = (tenant: Shown): boolean => listedAttention(tenant, now).length === 0;
  const moving = tenants.filter((tenant) => isMoving(tenant) && isQuietAbout(tenant)).sort(byText(({ requestedAt }) => requestedAt));
  const needing = tenants.filter((tenant) => !isQuietAbout(tenant)).sort(byText((tenant) => urgency(tenant, now)));
  const queued = tenants.filter(({ closing }) => closing === 'queued').sort(byText(({ closingAt = '' }) => closingAt));
  const first = (chosen: readonly Shown[]) => chosen.slice(0, MOST_SHOWN).map((tenant) => summaryIn(tenant, now));
  return {
    asOf: new Date(now).toISOString(),
    attention: { total: needAttention, unhandled, kinds, tenants: first(needing) },
    moving: { total: moving.length, tenants: first(moving) },
    states,
    onboarding: onboardingOf(tenants, now),
    closings: { total: queued.length, closings: queued.slice(0, MOST_SHOWN).map(closingIn) },
  };
};

/** A live tenant moves too, while a stage delivers a change to it. */
const isMoving = ({ state, activity }: Shown): boolean => MOVING.includes(state) || (state === 'ready' && activity !== undefined);

const byText =
  (keyOf: (tenant: Shown) => string) =>
  (a: Shown, b: Shown): number => {
    const [first, second] = [keyOf(a), keyOf(b)];
    return first < second ? -1 : first > second ? 1 : 0;
  };

/** Sorts what nobody looks after before the rest, then the worst kind, then the oldest. */
const urgency = (tenant: Shown, now: number): string =>
  listedAttention(tenant, now)
    .map((one) => `${one.acknowledged || isSilent(one, now) ? 1 : 0} ${ATTENTION_KINDS.indexOf(one.kind)} ${one.since}`)
    .sort()[0] ?? '';

/** How long on-boardings of late took. */
const onboardingOf = (tenants: readonly Shown[], now: number): Overview['onboarding'] => {
  const since = new Date(now - DAYS * DAY).toISOString();
  const done = tenants
    .flatMap(({ tenantId, name, slug, requestedAt, readyAt }) => {
      if (!readyAt || requestedAt === '' || requestedAt < since) return [];
      return [{ tenantId, name: name || slug || tenantId, readyAt, seconds: (Date.parse(readyAt) - Date.parse(requestedAt)) / 1000 }];
    })
    .sort((a, b) => (a.readyAt < b.readyAt ? -1 : 1));
  const sorted = done.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const [p50Seconds, p95Seconds] = [percentile(sorted, 50), percentile(sorted, 95)];
  return {
    days: DAYS,
    count: done.length,
    ...(p50Seconds === undefined ? {} : { p50Seconds }),
    ...(p95Seconds === undefined ? {} : { p95Seconds }),
    latest: done.slice(-MOST_SHOWN),
  };
};

/** The nearest rank: a duration that was really measured. Undefined of nothing. @param sorted ascending */
export const percentile = (sorted: readonly number[], percent: number): number | undefined =>
  sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
