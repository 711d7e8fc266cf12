import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { startTime } from '@laptop/aws/processes';
import { DEFAULT_REGION } from './accounts.ts';
import { LOCAL_FOLDER, ROOT } from './paths.ts';
import { type Local, type LocalOptions, startLocal } from './start.ts';

/** Of two versions of the sources, each in the region of the tests and in that of the demo. */
const KEEP = 4;
/** What a run leaves in its state folder and a baseline keeps: the emulator's and the gateway's state, and the database's address. */
const KEPT = ['emulator', 'gateway', 'run.json'];

/** The sources that decide what is deployed. */
export const DEPLOYED_SOURCES = [
  'config',
  'events-schema',
  'shared',
  'services',
  'landing-zone',
  'api-client',
  'console',
  'tenant-app',
  'package.json',
  'package-lock.json',
  'serverless-compose.yml',
  // Rules, states, IAM and services of this AWS: a deployment that they would refuse today, or save otherwise, is no baseline. The API
  // models by which the gateway reads requests come with the emulator's packages (laptop/aws/requirements.txt).
  'laptop/aws/emulator',
  'laptop/aws/src',
  'laptop/aws/requirements.txt',
  'laptop/demo/laptop.ts',
  'laptop/src/accounts.ts',
  'laptop/src/config-folder.ts',
  'laptop/src/deploy.ts',
  'laptop/src/first-release.ts',
  'laptop/src/paths.ts',
  'laptop/src/profiles.ts',
  'laptop/src/repositories.ts',
  'laptop/src/start.ts',
  'laptop/src/world.ts',
];
/** What decides the results of a matrix besides: who judges. */
export const PROVEN_SOURCES = [...DEPLOYED_SOURCES, 'tests/faults'];
const SKIPPED = /^(node_modules|\..+|dist|coverage|testing|__pycache__)$|\.(test|answers)\.tsx?$|\.md$/;

/** The files that count of these sources: no tests, no rows of the answers matrix, no documents. */
export const sourceFiles = async (sources: readonly string[]): Promise<readonly string[]> =>
  (await Promise.all(sources.map(filesBelow))).flat();

const filesBelow = async (relative: string): Promise<string[]> => {
  const absolute = path.join(ROOT, relative);
  const found = await stat(absolute).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return [relative];
  const names = (await readdir(absolute)).filter((name) => !SKIPPED.test(name)).sort();
  return (await Promise.all(names.map((name) => filesBelow(path.join(relative, name))))).flat();
};

/** SHA-256 (first 16 hex digits) of all files that decide the deployment: names and contents. */
export const sourceHash = async (sources: readonly string[] = DEPLOYED_SOURCES): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of await sourceFiles(sources)) {
    hash.update(`${file}\0`).update(await readFile(path.join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 16);
};

export interface BaselineOptions extends LocalOptions {
  /** Names the deployed state: `sourceHash()`. */
  readonly hash: string;
  /** Deploys into an empty AWS; runs only when there is no snapshot of this hash. */
  readonly deploy: (local: Local) => Promise<void>;
  /** Where snapshots are kept. Default `.local/baseline`. */
  readonly snapshots?: string;
}

const buildFolder = (snapshots: string): string =>
  path.join(snapshots, `.building-${process.pid}-${startTime(process.pid) ?? 0}-${randomBytes(3).toString('hex')}`.replaceAll(' ', '_'));

/** Deploys into an empty state and keeps it under its hash; the rename makes it appear whole or not at all. */
const build = async ({ deploy, port, region = DEFAULT_REGION }: BaselineOptions, snapshots: string, name: string): Promise<void> => {
  const folder = buildFolder(snapshots);
  let local: Local | undefined;
  try {
    local = await startLocal({ stateDir: folder, clock: 'instant', region, ...(port === undefined ? {} : { port }) });
    await deploy(local);
    await local.stop();
    for (const name of await readdir(folder)) if (!KEPT.includes(name)) await rm(path.join(folder, name), { recursive: true, force: true });
    // Another process may have been faster; its snapshot is as good.
    await rename(folder, path.join(snapshots, name)).catch((error: unknown) => {
      if (!existsSync(path.join(snapshots, name))) throw error;
    });
  } finally {
    await local?.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

/** Removes all but the latest snapshots, and what an interrupted build left. */
const prune = async (snapshots: string, kept: string): Promise<void> => {
  const names = await readdir(snapshots);
  for (const name of names.filter((one) => one.startsWith('.building-'))) {
    const pid = Number(name.split('-')[1]);
    if (startTime(pid) === undefined) await rm(path.join(snapshots, name), { recursive: true, force: true });
  }
  const dated = await Promise.all(
    names
      .filter((name) => !name.startsWith('.') && name !== kept)
      .map(async (name) => ({ name, at: (await stat(path.join(snapshots, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  const old = dated.sort((a, b) => b.at - a.at).slice(KEEP - 1);
  for (const { name } of old) await rm(path.join(snapshots, name), { recursive: true, force: true });
};

/**
 * Starts AWS from a copy of the deployed state of this hash. The first time it deploys into an empty state, stops cleanly, keeps a
 * snapshot in `.local/baseline/<hash>-<region>` and starts again from the copy. `stateDir` is emptied first.
 */
export const withBaseline = async (options: BaselineOptions): Promise<Local> => {
  const { hash, stateDir, region = DEFAULT_REGION, snapshots = path.join(LOCAL_FOLDER, 'baseline') } = options;
  const name = `${hash}-${region}`;
  const snapshot = path.join(snapshots, name);
  await mkdir(snapshots, { recursive: true });
  if (!existsSync(snapshot)) await build(options, snapshots, name);
  await utimes(snapshot, new Date(), new Date());
  await prune(snapshots, name);
  await rm(stateDir, { recursive: true, force: true });
  await mkdir(stateDir, { recursive: true });
  for (const part of KEPT) await cp(path.join(snapshot, part), path.join(stateDir, part), { recursive: true });
  return startLocal(options);
};
