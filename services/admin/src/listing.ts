import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { fieldsProblem } from './problem.ts';
import { BY_CREATION, BY_STATE, documents, LISTING, tableName } from './table.ts';
import type { TenantSummary } from './tenant-view.ts';

const STATES = ['requested', 'onboarding', 'ready', 'stalled', 'failed', 'offboarding', 'offboarded'] as const;
const Query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  state: z.enum(STATES).optional(),
  cursor: z.string().max(1024).optional(),
});
/** Where a page ended: the keys of the last tenant in table and index. */
const Position = z.record(z.string(), z.string());

export interface Page {
  readonly limit: number;
  readonly state?: (typeof STATES)[number] | undefined;
  readonly after?: Readonly<Record<string, string>> | undefined;
}
export interface TenantPage {
  /** Newest first. */
  readonly tenants: readonly TenantSummary[];
  /** For the next page; absent on the last one. */
  readonly cursor?: string;
}

/** @throws Problem 400 */
export const pageOf = (parameters: Readonly<Record<string, string | undefined>>): Page => {
  const query = Query.safeParse(parameters);
  if (!query.success) {
    const fix = `Known are limit (1 to 100), state (${STATES.join(', ')}) and cursor.`;
    const fields = query.error.issues.map(({ path, message }) => ({ field: `query ${path.join('.')}`, problem: message, fix }));
    throw fieldsProblem(400, 'query-invalid', fields);
  }
  const { limit, state, cursor } = query.data;
  return { limit, state, after: cursor === undefined ? undefined : positionOf(cursor) };
};

const cursorOf = (position: object): string => Buffer.from(JSON.stringify(position)).toString('base64url');
const positionOf = (cursor: string): Readonly<Record<string, string>> => {
  try {
    return Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw fieldsProblem(400, 'cursor-invalid', [
      { field: 'query cursor', problem: 'not a cursor of this API', fix: 'Send what the previous page gave, or leave it out.' },
    ]);
  }
};

const SUMMARY: readonly (keyof TenantSummary)[] = ['tenantId', 'slug', 'name', 'domain', 'state', 'requestedAt', 'stalled'];

/** A page of tenants, newest first; of one state when asked for. */
export const listTenants = async ({ limit, state, after }: Page): Promise<TenantPage> => {
  const names = Object.fromEntries(SUMMARY.map((name) => [`#${name}`, name]));
  const partition = state === undefined ? { name: 'listing', value: LISTING } : { name: 'state', value: state };
  const { Items = [], LastEvaluatedKey } = await documents().send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: state === undefined ? BY_CREATION : BY_STATE,
      KeyConditionExpression: '#partition = :partition',
      ProjectionExpression: Object.keys(names).join(', '),
      ExpressionAttributeNames: { ...names, '#partition': partition.name },
      ExpressionAttributeValues: { ':partition': partition.value },
      ScanIndexForward: false,
      Limit: limit,
      ...(after ? { ExclusiveStartKey: after } : {}),
    }),
  );
  return { tenants: Items as TenantSummary[], ...(LastEvaluatedKey ? { cursor: cursorOf(LastEvaluatedKey) } : {}) };
};
