import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { encodeTime } from 'ulid';
import { documents, tableName } from './items.ts';
import { type FilledPage, filledPage, type PageQuery } from './pages.ts';

/** ISO 8601; open where it is absent. */
interface Window {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
/** Characters of a ULID's time, and of what follows it (github.com/ulid/spec). */
const [TIME, REST] = [10, 16];
const encoded = (iso: string): string => encodeTime(Math.max(0, Date.parse(iso)), TIME);
const firstOf = (from: string | undefined): string => (from === undefined ? '0' : encoded(from));
const lastOf = (to: string | undefined): string => `${to === undefined ? 'Z' : encoded(to)}${'Z'.repeat(REST)}`;

/** A page of one partition of the table, whose sort keys are ULIDs: newest first. */
export const newestFirst = <T>(
  pk: string,
  { limit, cursor, wanted, from, to }: Pick<PageQuery<T>, 'limit' | 'cursor' | 'wanted'> & Window,
): Promise<FilledPage<T>> =>
  filledPage<T>({
    limit,
    cursor,
    partition: { pk },
    fields: ['pk', 'sk'],
    query: (after, count) =>
      documents().send(
        new QueryCommand({
          TableName: tableName(),
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: { ':pk': pk, ':first': firstOf(from), ':last': lastOf(to) },
          ScanIndexForward: false,
          Limit: count,
          ...(after ? { ExclusiveStartKey: after } : {}),
        }),
      ),
    ...(wanted ? { wanted } : {}),
  });
