import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { documents, tableName } from './items.ts';
import { type FilledPage, filledPage, type PageQuery } from './pages.ts';

/** A page of one partition of the table, whose sort keys begin with their time: newest first. */
export const newestFirst = <T>(
  pk: string,
  { limit, cursor, wanted }: Pick<PageQuery<T>, 'limit' | 'cursor' | 'wanted'>,
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
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ScanIndexForward: false,
          Limit: count,
          ...(after ? { ExclusiveStartKey: after } : {}),
        }),
      ),
    ...(wanted ? { wanted } : {}),
  });
