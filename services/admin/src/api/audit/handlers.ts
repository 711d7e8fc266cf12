import type { AuditLine } from '../../contract/audit.ts';
import { fieldsProblem } from '../../problem/problem.ts';
import { AUDIT } from '../../table/items.ts';
import { newestFirst } from '../../table/newest-first.ts';
import { withTenantNames } from '../../table/tenant-names.ts';
import type { Handler } from '../request/call.ts';

/** Who did what, newest first. */
export const getAudit: Handler<'GET /audit'> = async ({ query: { tenantId, by, from, to, limit, cursor } }) => {
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to)) {
    throw fieldsProblem(400, 'query-invalid', [
      { field: 'query to', problem: 'before from', fix: 'Give a window that ends after it begins.' },
    ]);
  }
  const wanted = tenantId?.toUpperCase();
  const { items, cursor: next } = await newestFirst<AuditLine>(AUDIT, {
    limit,
    cursor,
    from,
    to,
    wanted: (line) => (!wanted || line.tenantId === wanted) && (!by || line.by === by || line.subject === by),
  });
  return { answer: { lines: await withTenantNames(items.map(lineIn)), ...(next ? { cursor: next } : {}) } };
};

const lineIn = (item: AuditLine): AuditLine => {
  const { pk: _, sk: __, expiresAt: ___, ...line } = item as AuditLine & { pk?: string; sk?: string; expiresAt?: number };
  return line;
};
