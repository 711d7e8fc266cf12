import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '@tenantry/shared/aws/document-client';
import { serviceName } from '@tenantry/shared/domain/names';
import type { TenantSummary } from '../contract/tenants.ts';
import { type Attention, foreseen } from '../model/attention/attention.ts';
import { toldOf } from '../model/attention/changes.ts';
import { type Baselines, baselinesOf } from '../model/baselines.ts';
import { type Deployed, deployedOf } from '../model/deployed.ts';
import { type Expected, expectedOf } from '../model/expected.ts';
import type { Fact } from '../model/fact.ts';
import type { TenantHistory } from '../model/history.ts';
import { isRequested } from '../model/outcome.ts';
import { closingOf, heardAtOf, placeOf, restingRangeOf, summaryOf } from '../model/view.ts';

/**
 * The tenants table, one for all of admin's items:
 * - `TENANT#<id>` / `TENANT`: the tenant, listed by creation, by state and, on its way to be closed, by closing
 * - `TENANT#<id>` / `EVENT#<event id>`: an event of its timeline, listed by day
 * - `TENANT#<id>` / `PROBE`: how its domain answered at the last look from outside
 * - `TENANT#<id>` / `LOGIN#<login>`: a person's login to its database
 * - `SLUG#<slug>`, `DOMAIN#<domain>`, `KEY#<caller>/<key>` / `CLAIM`: what only one tenant, or one request, may have
 * - `AUDIT` / ULID: who did what
 * - `REPLAY` / ULID: events sent again
 * - `TURN#<queue>` / `TURN`: who acts on a dead letter of a queue, so that nobody hides it by looking
 * - `CACHE#<what>` / `CACHE`: answers of other accounts that are slow, or cost money
 */
export const tableName = (): string => serviceName(process.env.STAGE ?? 'dev', 'admin');
export const BY_CREATION = 'by-creation';
export const BY_STATE = 'by-state';
export const BY_CLOSING = 'by-closing';
export const BY_DAY = 'by-day';
/** Partition of `by-creation`: all tenants, which are thousands at most. */
export const LISTING = 'TENANTS';
export const AUDIT = 'AUDIT';
export const REPLAY = 'REPLAY';

export const documents = (): DynamoDBDocumentClient => documentClient();

export const tenantKey = (tenantId: string) => ({ pk: `TENANT#${tenantId}`, sk: 'TENANT' });
export const eventKey = (tenantId: string, eventId: string) => ({ pk: `TENANT#${tenantId}`, sk: `EVENT#${eventId}` });
export const probeKey = (tenantId: string) => ({ pk: `TENANT#${tenantId}`, sk: 'PROBE' });
export const loginKey = (tenantId: string, login: string) => ({ pk: `TENANT#${tenantId}`, sk: `LOGIN#${login}` });
export const slugClaim = (slug: string) => ({ pk: `SLUG#${slug}`, sk: 'CLAIM' });
export const domainClaim = (domain: string) => ({ pk: `DOMAIN#${domain}`, sk: 'CLAIM' });
export const requestClaim = (key: string) => ({ pk: `KEY#${key}`, sk: 'CLAIM' });
export const auditKey = (id: string) => ({ pk: AUDIT, sk: id });
export const replayKey = (name: string) => ({ pk: REPLAY, sk: name });
export const turnKey = (queue: string) => ({ pk: `TURN#${queue}`, sk: 'TURN' });
export const cacheKey = (what: string) => ({ pk: `CACHE#${what}`, sk: 'CACHE' });

/**
 * What lists show of a tenant: one attribute, `shown`, which all indexes project beside their keys. DynamoDB cannot change what an
 * index projects, so a new field of a list is a new field of this map.
 */
export interface TenantListing extends Omit<TenantSummary, 'quietSince' | 'behind' | 'attention'> {
  /** For what it needs attention, or will if nothing more is heard of it; absent from what older code wrote. */
  readonly foreseen?: readonly Attention[];
  /** What of it was said on the bus and is not over: which, and since when. */
  readonly told?: readonly string[];
  /** By stage; absent from what older code wrote. */
  readonly baselines?: Baselines;
  /** The next event that is expected of it, and by when; absent when there is none. */
  readonly expected?: Expected;
  /** Range that the tenant has or asked for, and the cell whose peerings it takes. */
  readonly cidr?: string;
  readonly cell?: string;
  /** Range that nobody gets for a while after the tenant's network was removed. */
  readonly restingCidr?: string;
  readonly restsSince?: string;
  readonly deployed: Deployed;
}
/** What only the list of closings shows: tenants that are off-boarded and had an account. */
export interface ClosingListing {
  readonly closing?: 'queued' | 'closed';
  /** When the account is expected to be closed, or was. */
  readonly closingAt?: string;
  readonly offboardedAt?: string;
}
/** What a query of an index answers of a tenant. */
export interface ListedTenant {
  readonly pk: string;
  readonly sk: string;
  readonly shown: TenantListing & ClosingListing;
}
/** The tenant's item: its history, what indexes show of it, and their keys. */
export interface TenantItem extends ListedTenant {
  /** Written only if nobody wrote in between. */
  readonly version: number;
  /** Keys of `by-creation` and `by-state`; without them what nobody requested is in no list. */
  readonly listing?: string;
  readonly state?: TenantListing['state'];
  readonly tenantId: string;
  /** Epoch seconds: of what nobody requested. */
  readonly expiresAt?: number;
  /** Keys of `by-closing`. */
  readonly closing?: ClosingListing['closing'];
  readonly closingAt?: string;
  readonly history: TenantHistory;
}

export const tenantItem = (history: TenantHistory): Omit<TenantItem, 'version'> => {
  const found = closingOf(history);
  const closing = found ? { closing: found.state, closingAt: found.at } : {};
  const expected = expectedOf(history);
  const summary = summaryOf(history);
  return {
    ...tenantKey(history.tenantId),
    ...(isRequested(history) ? { listing: LISTING, state: summary.state } : { expiresAt: ghostUntil(history) }),
    tenantId: summary.tenantId,
    ...closing,
    shown: {
      ...summary,
      ...placeOf(history),
      ...restingRangeOf(history),
      ...closing,
      ...(found ? { offboardedAt: found.offboardedAt } : {}),
      ...(expected ? { expected } : {}),
      foreseen: foreseen(history),
      told: toldOf(history),
      deployed: deployedOf(history),
      baselines: baselinesOf(history),
    },
    history,
  };
};

/** As long as the archive may send again what was said of it. Milliseconds. */
const GHOST_KEPT = 90 * 24 * 60 * 60_000;
const ghostUntil = (history: TenantHistory): number => Math.floor((Date.parse(heardAtOf(history)) + GHOST_KEPT) / 1000);

/** What a query of `by-day` answers of an event. */
export interface ListedEvent {
  readonly pk: string;
  readonly at: string;
  readonly shown: { readonly name: string };
}
export interface EventItem extends Fact {
  readonly pk: string;
  readonly sk: string;
  /** Partition of `by-day`, `2026-11-24`, and what it shows. Not of progress, which no replay sends again. */
  readonly day?: string;
  readonly shown?: ListedEvent['shown'];
  /** Epoch seconds. Progress goes when the archive's events go; what was decided stays. */
  readonly expiresAt?: number;
}
