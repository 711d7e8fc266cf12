import type { Tenant } from '@tenantry/api-client/generated/api';
import { duration } from './durations.ts';
import type { Invocation } from './invocation.ts';
import { cellsOf, type StageRow } from './stage-rows.ts';
import { stylesOf } from './style.ts';
import { cut, table } from './table.ts';
import { stateText } from './tenants.ts';

export interface ProgressView {
  readonly show: (tenants: readonly Tenant[], rows: readonly StageRow[], elapsedSeconds: number) => void;
}

/** JSON lines for programs, a table that redraws itself in a terminal, elsewhere a line whenever a stage moves. */
export const progressView = (invocation: Invocation): ProgressView =>
  invocation.isJson ? jsonLines(invocation) : invocation.terminal.err.isTTY ? liveTable(invocation) : lines(invocation);

/** Passes on only rows that say something new. */
const changes = () => {
  const last = new Map<string, string>();
  return (rows: readonly StageRow[], tenants: readonly Tenant[]): readonly (readonly [StageRow, Tenant])[] =>
    rows.flatMap((row) => {
      const tenant = tenants.find(({ slug }) => slug === row.tenant);
      const key = `${tenant?.tenantId}/${row.stage}`;
      // The waiting time in brackets moves all the time.
      const news = `${row.step}/${row.state}/${row.reason.replace(/ \([^)]*\)$/, '')}`;
      if (!tenant || last.get(key) === news) return [];
      last.set(key, news);
      return row.state === 'not begun' ? [] : [[row, tenant] as const];
    });
};

const jsonLines = ({ terminal }: Invocation): ProgressView => {
  const news = changes();
  return {
    show: (tenants, rows) => {
      for (const [{ stage, step, state, reason, seconds }, { tenantId, slug, state: tenantState, stages }] of news(rows, tenants)) {
        const failure = stages.find((one) => one.stage === stage)?.failure;
        const line = { type: 'stage', tenantId, slug, tenantState, stage, step, state, reason, seconds, ...(failure ? { failure } : {}) };
        terminal.out.write(`${JSON.stringify(line)}\n`);
      }
    },
  };
};

const lines = ({ terminal: { err, env } }: Invocation): ProgressView => {
  const styles = stylesOf(err, env);
  const news = changes();
  return {
    show: (tenants, rows, elapsed) => {
      for (const [row] of news(rows, tenants)) {
        const [mark = '', ...cells] = cellsOf(row, styles, tenants.length > 1);
        err.write(`[${duration(elapsed).padStart(8)}] ${mark} ${cells.filter(Boolean).join('  ')}\n`);
      }
    },
  };
};

const liveTable = ({ terminal: { err, env } }: Invocation): ProgressView => {
  const styles = stylesOf(err, env);
  let drawn = 0;
  return {
    show: (tenants, rows, elapsed) => {
      const title = tenants.map((tenant) => `${styles.bold(tenant.slug)} ${stateText(tenant, styles)}`).join(', ');
      const text = `${cut(`${title}, ${duration(elapsed)}`, err.columns)}\n${table(
        [],
        rows.map((row) => cellsOf(row, styles, tenants.length > 1)),
        err.columns,
      )}`;
      const up = drawn > 0 ? `\u001b[${drawn}A` : '';
      // From the first line down everything is drawn again, so that a line that became shorter leaves nothing behind.
      err.write(`${up}\u001b[0J${text}`);
      drawn = text.split('\n').length - 1;
    },
  };
};
