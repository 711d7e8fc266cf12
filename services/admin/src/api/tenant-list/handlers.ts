import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { attentionAnswer } from '../../attention/answer.ts';
import type { QueryOf } from '../../contract/routes.ts';
import type { TENANT_SORTS } from '../../contract/tenant-list.ts';
import type { TenantSummary } from '../../contract/tenants.ts';
import type { Attention } from '../../model/attention/attention.ts';
import { behindOf } from '../../model/baselines.ts';
import { quietSince } from '../../model/expected.ts';
import { BY_CREATION, BY_STATE, documents, LISTING, type ListedTenant, type TenantListing, tableName } from '../../table/items.ts';
import { listedAttention } from '../../table/listed-attention.ts';
import { filledPage } from '../../table/pages.ts';
import { sortedPage } from '../../table/sorted-page.ts';
import { allTenants } from '../../table/tenants.ts';
import type { Handler } from '../request/call.ts';

type Query = QueryOf<'GET /tenants'>;

/** Whether a tenant is what a person looks for. */
export const matches = (search: string, { slug, name, domain, tenantId, accountId = '' }: TenantListing): boolean => {
  const wanted = search.toLowerCase();
  return [slug, name, domain, tenantId, accountId].some((text) => text.toLowerCase().includes(wanted));
};

/** What a list shows of what an index has. @param now epoch milliseconds */
export const summaryIn = (item: TenantListing, now: number): TenantSummary => {
  const {
    tenantId,
    slug,
    name,
    domain,
    plan,
    state,
    outcome,
    isolation,
    suspension,
    requestedAt,
    readyAt,
    heardAt,
    accountId,
    stalled,
    activity,
  } = item;
  const { expected } = item;
  const attention = listedAttention(item, now);
  const quiet = quietSince(expected, now);
  const behind = behindOf(item);
  return {
    tenantId,
    slug,
    name,
    domain,
    plan,
    state,
    ...(outcome ? { outcome } : {}),
    ...(attention.length > 0 ? { attention: attention.map(attentionAnswer) } : {}),
    ...(isolation ? { isolation } : {}),
    ...(suspension ? { suspension } : {}),
    requestedAt,
    heardAt,
    stalled,
    ...(readyAt ? { readyAt } : {}),
    ...(accountId ? { accountId } : {}),
    ...(activity ? { activity } : {}),
    ...(behind.length > 0 ? { behind: [...behind] } : {}),
    ...(quiet ? { quietSince: quiet } : {}),
  };
};

/** Whether what a tenant needs attention for is what is looked for: `any`, `none`, or one of several kinds. */
const needs = (wanted: string, attention: readonly Attention[]): boolean => {
  if (wanted === 'any' || wanted === 'none') return attention.length > 0 === (wanted === 'any');
  return attention.some(({ kind }) => wanted.split(',').includes(kind));
};

/** @returns undefined for all tenants */
const filterOf = (query: Query, now: number): ((tenant: TenantListing) => boolean) | undefined => {
  const { search, outcome, attention, behind } = query;
  const states = query.state?.split(',') ?? [];
  if ([...states, search, outcome, attention, behind].every((filter) => filter === undefined)) return undefined;
  return (tenant) =>
    (states.length === 0 || states.includes(tenant.state)) &&
    (search === undefined || matches(search, tenant)) &&
    (outcome === undefined || tenant.outcome === outcome) &&
    (attention === undefined || needs(attention, listedAttention(tenant, now))) &&
    (behind === undefined || behindOf(tenant).includes(behind));
};

const VALUES: Readonly<Record<(typeof TENANT_SORTS)[number], (tenant: TenantListing) => string>> = {
  name: ({ name, slug }) => name || slug,
  state: ({ state, outcome }) => outcome ?? state,
  domain: ({ domain }) => domain,
  plan: ({ plan }) => plan,
  requestedAt: ({ requestedAt }) => requestedAt,
};
/** A page in an order that no index has: all are read, of which there are thousands at most. */
const sortedTenants = async (sort: NonNullable<Query['sort']>, query: Query, now: number) => {
  const wanted = filterOf(query, now) ?? (() => true);
  const isDescending = sort.startsWith('-');
  const { items, total, cursor } = sortedPage((await allTenants()).filter(wanted), {
    sort,
    isDescending,
    textOf: VALUES[sort.replace('-', '') as keyof typeof VALUES],
    idOf: ({ tenantId }) => tenantId,
    limit: query.limit,
    cursor: query.cursor,
  });
  return { answer: { tenants: items.map((one) => summaryIn(one, now)), total, ...(cursor ? { cursor } : {}) } };
};

/** A page of tenants, newest first or as asked. */
export const getTenants: Handler<'GET /tenants'> = async ({ query }) => {
  const now = Date.now();
  if (query.sort) return sortedTenants(query.sort, query, now);
  const { limit, cursor } = query;
  const state = query.state?.includes(',') ? undefined : query.state;
  const partition: Record<string, string> = state === undefined ? { listing: LISTING } : { state };
  const [[name = '', value] = []] = Object.entries(partition);
  // The index of a state has that state's tenants only.
  const wanted = filterOf(state === undefined ? query : { ...query, state: undefined }, now);
  const page = await filledPage<ListedTenant>({
    limit,
    cursor,
    partition,
    fields: [name, 'tenantId', 'pk', 'sk'],
    query: (after, count) =>
      documents().send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: state === undefined ? BY_CREATION : BY_STATE,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': name },
          ExpressionAttributeValues: { ':partition': value },
          ScanIndexForward: false,
          Limit: count,
          ...(after ? { ExclusiveStartKey: after } : {}),
        }),
      ),
    ...(wanted ? { wanted: ({ shown }: ListedTenant) => wanted(shown) } : {}),
  });
  return { answer: { tenants: page.items.map(({ shown }) => summaryIn(shown, now)), ...(page.cursor ? { cursor: page.cursor } : {}) } };
};
