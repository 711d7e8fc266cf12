import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { REMOVAL } from './processes.ts';

const run = promisify(execFile);

/** A server's files, and the user that it runs as where that is another one than ours. */
interface Files {
  readonly data: string;
  readonly ids: { readonly uid?: number; readonly gid?: number };
}
/** The files before the server first ran: with every segment of its log since then they make each later moment again. */
const baseOf = (data: string): string => path.join(path.dirname(data), 'base');

/** Has every segment of the log stay, as a continuous backup does. A run on the laptop writes a small part of it. */
export const KEEPS_ITS_LOG = ['wal_keep_size=8GB'];

/** Keeps the files of a server that has not run yet. */
export const keepBase = async (data: string): Promise<void> =>
  cp(data, baseOf(data), { recursive: true, mode: constants.COPYFILE_FICLONE, preserveTimestamps: true });

const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

/**
 * The files of a server as it was at the end of a moment, by PostgreSQL's own recovery from its log
 * (https://www.postgresql.org/docs/current/continuous-archiving.html#BACKUP-PITR-RECOVERY), and the settings with which they are opened.
 * @param client of the running server: what was committed until now is in its log afterwards, and something later than the moment
 */
const filesAt = async ({ data, ids }: Files, moment: Date, client: pg.Client) => {
  await client.query("SET synchronous_commit = on; SELECT pg_logical_emit_message(true, 'laptop', 'a moment is restored')");
  const folder = await mkdtemp(path.join(path.dirname(data), 'then-'));
  const then = path.join(folder, 'data');
  await cp(baseOf(data), then, { recursive: true, mode: constants.COPYFILE_FICLONE });
  await writeFile(path.join(then, 'recovery.signal'), '');
  if (ids.uid !== undefined) await run('chown', ['-R', `${ids.uid}:${ids.gid}`, folder]);
  return {
    data: then,
    settings: [
      `restore_command=cp ${quoted(path.join(data, 'pg_wal', '%f'))} "%p"`,
      `recovery_target_time=${moment.toISOString().replace('Z', '+00')}`, // it takes no abbreviation of a time zone
      'recovery_target_action=promote',
    ],
    remove: () => rm(folder, REMOVAL),
  };
};

/** A server that runs beside. */
interface Other {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/**
 * Servers of former moments beside a running one.
 * @param on the running server, as its superuser
 * @param start opens files with settings
 */
export const serversInTime = (
  files: Files,
  on: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>,
  start: (data: string, settings: readonly string[]) => Promise<Other>,
) => {
  const running = new Set<() => Promise<void>>();
  return {
    /** @throws Error when PostgreSQL cannot go back there */
    at: async (moment: Date): Promise<Other> => {
      const { data, settings, remove } = await on((client) => filesAt(files, moment, client));
      const other = await start(data, settings).catch(async (error: unknown) => {
        await remove();
        throw error;
      });
      const stop = async (): Promise<void> => {
        running.delete(stop);
        await other.stop();
        await remove();
      };
      running.add(stop);
      return { port: other.port, stop };
    },
    stop: async (): Promise<void> => {
      for (const stop of running) await stop();
    },
  };
};
