import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { attentionAnswer } from '../../attention/answer.ts';
import type { TenantSummary } from '../../contract/tenants.ts';
import type { Attention } from '../../model/attention/attention.ts';
import { behindOf } from '../../model/baselines.ts';
import { quietSince } from '../../model/expected.ts';
import { BY_CREATION, BY_STATE, documents, LISTING, type ListedTenant, type TenantListing, tableName } from '../../table/items.ts';
import { listedAttention } from '../../table/listed-attention.ts';
import { filledPage } from '../../table/pages.ts';
import type { Handler } from '../request/call.ts';

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

/** A page of tenants, newest first. */
export const getTenants: Handler<'GET /tenants'> = async ({ query: { search, state, outcome, attention, behind, limit, cursor } }) => {
  const now = Date.now();
  const partition: Record<string, string> = state === undefined ? { listing: LISTING } : { state };
  const [[name = '', value] = []] = Object.entries(partition);
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
    ...([search, outcome, attention, behind].every((filter) => filter === undefined)
      ? {}
      : {
          wanted: ({ shown }: ListedTenant) =>
            (search === undefined || matches(search, shown)) &&
            (outcome === undefined || shown.outcome === outcome) &&
            (attention === undefined || needs(attention, listedAttention(shown, now))) &&
            (behind === undefined || behindOf(shown).includes(behind)),
        }),
  });
  return { answer: { tenants: page.items.map(({ shown }) => summaryIn(shown, now)), ...(page.cursor ? { cursor: page.cursor } : {}) } };
};
