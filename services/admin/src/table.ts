import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '@tenantry/shared/document-client';
import { serviceName } from '@tenantry/shared/names';
import type { Fact } from './fact.ts';
import type { TenantHistory } from './history.ts';
import type { TenantSummary } from './tenant-view.ts';
import { cidrOf, summaryOf } from './view.ts';

/**
 * The tenants table, one for all of admin's items:
 * - `TENANT#<id>` / `TENANT`: the tenant, listed by both indexes
 * - `TENANT#<id>` / `EVENT#<event id>`: an event of its timeline
 * - `SLUG#<slug>`, `DOMAIN#<domain>`, `KEY#<caller>/<key>` / `CLAIM`: what only one tenant, or one request, may have
 */
export const tableName = (): string => serviceName(process.env.STAGE ?? 'dev', 'admin');
export const BY_CREATION = 'by-creation';
export const BY_STATE = 'by-state';
/** Partition of `by-creation`: all tenants, which are thousands at most. */
export const LISTING = 'TENANTS';

export const documents = (): DynamoDBDocumentClient => documentClient();

export const tenantKey = (tenantId: string) => ({ pk: `TENANT#${tenantId}`, sk: 'TENANT' });
export const eventKey = (tenantId: string, eventId: string) => ({ pk: `TENANT#${tenantId}`, sk: `EVENT#${eventId}` });
export const slugClaim = (slug: string) => ({ pk: `SLUG#${slug}`, sk: 'CLAIM' });
export const domainClaim = (domain: string) => ({ pk: `DOMAIN#${domain}`, sk: 'CLAIM' });
export const requestClaim = (key: string) => ({ pk: `KEY#${key}`, sk: 'CLAIM' });

/** The tenant's item: its history, and beside it what the indexes list. */
export interface TenantItem extends TenantSummary {
  readonly pk: string;
  readonly sk: string;
  /** Written only if nobody wrote in between. */
  readonly version: number;
  readonly listing: string;
  readonly history: TenantHistory;
  /** Range that the tenant has or asked for. */
  readonly cidr?: string;
}

export const tenantItem = (history: TenantHistory, version: number): TenantItem => {
  const cidr = cidrOf(history);
  return { ...tenantKey(history.tenantId), ...summaryOf(history), version, listing: LISTING, history, ...(cidr ? { cidr } : {}) };
};

export interface EventItem extends Fact {
  readonly pk: string;
  readonly sk: string;
  /** Epoch seconds. Progress goes when the archive's events go; what was decided stays. */
  readonly expiresAt?: number;
}
