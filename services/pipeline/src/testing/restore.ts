import { execFileSync, spawnSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const COPY = /^(COPY .+ FROM stdin);$/;

/** As much of psql as a dump needs: statements as they are, and the rows after a COPY up to `\.`. */
export const restore = async (client: pg.Client, dump: string): Promise<void> => {
  const lines = dump.split('\n');
  let statements: string[] = [];
  const flush = async (): Promise<void> => {
    await client.query(statements.join('\n'));
    statements = [];
  };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const copy = COPY.exec(line)?.[1];
    if (!copy) {
      statements.push(line);
      continue;
    }
    await flush();
    const end = lines.indexOf('\\.', i);
    const rows = lines.slice(i + 1, end).map((row) => `${row}\n`);
    await pipeline(Readable.from(rows, { objectMode: false }), client.query(copyFrom(copy)));
    i = end;
  }
  await flush();
};

/** Whether this machine has PostgreSQL's own client. */
export const hasPsql = (): boolean => spawnSync('psql', ['--version']).status === 0;

/** Restores with psql as the notes of the export say: all or nothing. */
export const restoreByPsql = (url: string, dump: string): void => {
  execFileSync('psql', ['--single-transaction', '--quiet', '--set=ON_ERROR_STOP=1', '--no-psqlrc', url], {
    input: dump,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
};
