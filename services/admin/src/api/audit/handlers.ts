import type { AuditLine } from '../../contract/audit.ts';
import { AUDIT } from '../../table/items.ts';
import { newestFirst } from '../../table/newest-first.ts';
import type { Handler } from '../request/call.ts';

/** Who did what, newest first. */
export const getAudit: Handler<'GET /audit'> = async ({ query: { tenantId, by, limit, cursor } }) => {
  const wanted = tenantId?.toUpperCase();
  const { items, cursor: next } = await newestFirst<AuditLine>(AUDIT, {
    limit,
    cursor,
    wanted: (line) => (!wanted || line.tenantId === wanted) && (!by || line.by === by || line.subject === by),
  });
  return { answer: { lines: items.map(lineIn), ...(next ? { cursor: next } : {}) } };
};

const lineIn = (item: AuditLine): AuditLine => {
  const { pk: _, sk: __, expiresAt: ___, ...line } = item as AuditLine & { pk?: string; sk?: string; expiresAt?: number };
  return line;
};
