import type { AuditLine } from '@tenantry/api-client/generated/api';
import type { Command } from 'commander';
import { type Context, integer, leaf } from '../command.ts';
import type { Invocation } from '../invocation.ts';
import { table } from '../table.ts';
import { findTenantId } from '../tenants.ts';
import { show as shown } from '../web.ts';

interface AuditOptions {
  readonly tenant?: string;
  readonly by?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export const audit = (program: Command, context: Context): void => {
  const command = leaf(program, 'audit', 'list who did what, newest first', ['--tenant mercy', '--by ada@example.com --limit 100'])
    .option('--tenant <tenant>', 'only about this tenant')
    .option('--by <person>', 'only by this person: e-mail address, user name or subject')
    .option('--limit <n>', 'lines on a page, 1 to 100', integer(1, 100), 20)
    .option('--cursor <cursor>', 'what the previous page gave');
  shown<AuditOptions>(
    command,
    context,
    () => '/audit',
    async (invocation, _args, { tenant, by, limit, cursor }) => {
      const { api } = await invocation.connect();
      const tenantId = tenant === undefined ? undefined : await findTenantId(api, tenant);
      const page = await api('GET /audit', { query: { tenantId, by, limit, cursor } });
      invocation.print(page, () => (page.lines.length === 0 ? 'nobody has done anything\n' : lineTable(page.lines, invocation)));
      if (page.cursor) invocation.note(`there are more: --cursor ${page.cursor}`);
      return undefined;
    },
  );
};

const lineTable = (lines: readonly AuditLine[], { styles, width }: Invocation): string =>
  table(
    ['AT', 'WHO', 'DID', 'TENANT', 'ABOUT', 'OUTCOME', 'WHY'].map(styles.dim),
    lines.map(({ at, by, action, tenantId = '', target = '', outcome, status, problem = '', reason = '' }) => [
      at,
      by,
      action,
      tenantId,
      target,
      outcome === 'done' ? outcome : styles.red([outcome, status, problem].filter(Boolean).join(' ')),
      reason,
    ]),
    width,
  );
