import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditLine } from '../../contract/audit.ts';
import { AUDIT, documents, tableName } from '../../table/items.ts';
import { filledPage } from '../../table/pages.ts';
import type { Handler } from '../request/call.ts';

/** Who did what, newest first. */
export const getAudit: Handler<'GET /audit'> = async ({ query: { tenantId, by, limit, cursor } }) => {
  const wanted = tenantId?.toUpperCase();
  const { items, cursor: next } = await filledPage<AuditLine>({
    limit,
    cursor,
    partition: { pk: AUDIT },
    fields: ['pk', 'sk'],
    query: (after, count) =>
      documents().send(
        new QueryCommand({
          TableName: tableName(),
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': AUDIT },
          ScanIndexForward: false,
          Limit: count,
          ...(after ? { ExclusiveStartKey: after } : {}),
        }),
      ),
    wanted: (line) => (!wanted || line.tenantId === wanted) && (!by || line.by === by || line.subject === by),
  });
  return { answer: { lines: items.map(lineIn), ...(next ? { cursor: next } : {}) } };
};

const lineIn = (item: AuditLine): AuditLine => {
  const { pk: _, sk: __, expiresAt: ___, ...line } = item as AuditLine & { pk?: string; sk?: string; expiresAt?: number };
  return line;
};
