import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import type { AuditLine } from '../../contract/audit.ts';
import type { Problem } from '../../problem/problem.ts';
import { auditKey, documents, tableName } from '../../table/items.ts';
import { type Asked, lineOf } from './audit-line.ts';

export type About = Pick<AuditLine, 'tenantId' | 'target' | 'changes'>;
/** Refused requests did nothing: their lines go after so long. Seconds. */
const REFUSED_KEPT = 90 * 86_400;

/**
 * Does the work of a route. One that changes anything leaves a line in the audit: written before the work, so that nothing is done
 * of which no line is kept, and completed after it.
 */
export const audited = async <T>(
  asked: Asked & { readonly problemOf: (error: unknown) => Problem },
  work: (note: (about: About) => void) => Promise<T>,
): Promise<T> => {
  if (!asked.definition.mutates) return work(() => {});
  const line = lineOf(asked, ulid(), new Date().toISOString());
  await begun(line);
  let about: About = {};
  const complete = (end: Pick<AuditLine, 'outcome' | 'status' | 'problem'>) => completed(line.id, { ...end, ...about });
  try {
    const answer = await work((more) => {
      about = { ...about, ...more };
    });
    await complete({ outcome: 'done', status: asked.definition.status });
    return answer;
  } catch (error) {
    const { status, code } = asked.problemOf(error);
    await complete({ outcome: status < 500 ? 'refused' : 'failed', status, problem: code });
    throw error;
  }
};

/** A line is written once, and completed once: neither changes what is there. */
export const begun = async (line: AuditLine): Promise<void> => {
  const Item = { ...auditKey(line.id), ...line };
  await documents().send(new PutCommand({ TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' }));
};

export const completed = async (id: string, fields: Partial<AuditLine>): Promise<void> => {
  const kept = fields.outcome === 'refused' ? { ...fields, expiresAt: Math.floor(Date.now() / 1000) + REFUSED_KEPT } : fields;
  const entries = Object.entries(kept);
  await documents().send(
    new UpdateCommand({
      TableName: tableName(),
      Key: auditKey(id),
      ConditionExpression: '#outcome = :started',
      UpdateExpression: `SET ${entries.map((_, i) => `#${i} = :${i}`).join(', ')}`,
      ExpressionAttributeNames: { '#outcome': 'outcome', ...Object.fromEntries(entries.map(([name], i) => [`#${i}`, name])) },
      ExpressionAttributeValues: { ':started': 'started', ...Object.fromEntries(entries.map(([, value], i) => [`:${i}`, value])) },
    }),
  );
};
