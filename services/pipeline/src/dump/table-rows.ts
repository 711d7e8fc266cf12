import type { Readable } from 'node:stream';
import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { StoredTable } from './tables.ts';

/** Blocks of a table: from the first to before the last; without a last, to the end. */
export interface PageRange {
  readonly from: number;
  readonly to?: number | undefined;
}

/** Only a range of blocks: a TID range scan reads nothing else (PostgreSQL 14). */
const source = ({ qualified, columns }: StoredTable, { from, to }: PageRange): string => {
  if (from === 0 && to === undefined) return `${qualified} (${columns})`;
  const end = to === undefined ? '' : ` AND ctid < '(${to},0)'::tid`;
  return `(SELECT ${columns} FROM ONLY ${qualified} WHERE ctid >= '(${from},0)'::tid${end})`;
};

export interface TableRows {
  /** A COPY command with its rows. */
  readonly sql: AsyncIterable<Buffer>;
  /** Rows in it; known when it has been read to its end. */
  readonly count: () => number;
}

/**
 * The rows of a table, or of a range of its blocks, as they come from the server: nothing is held in memory. A table that forces its
 * policies on its owner would give none of them (42501): for that long it does not, and the savepoint gives back its locks, too.
 */
export const tableRows = (client: ClientBase, table: StoredTable, range: PageRange): TableRows => {
  let rows = 0;
  async function* sql(): AsyncGenerator<Buffer> {
    yield Buffer.from(`COPY ${table.qualified} (${table.columns}) FROM stdin;\n`);
    await client.query('SAVEPOINT table_rows');
    if (table.forcesPolicies) await client.query(`ALTER TABLE ${table.qualified} NO FORCE ROW LEVEL SECURITY`);
    const copy = client.query(copyTo(`COPY ${source(table, range)} TO STDOUT`));
    for await (const chunk of copy as Readable) yield chunk as Buffer;
    rows = copy.rowCount ?? 0;
    await client.query('ROLLBACK TO SAVEPOINT table_rows');
    yield Buffer.from('\\.\n\n');
  }
  return { sql: sql(), count: () => rows };
};
