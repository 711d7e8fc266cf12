import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CONSOLE = fileURLToPath(new URL('../', import.meta.url));
const ROOT = path.join(CONSOLE, '..');
/** Everything that the build reads. */
const SOURCES = [
  'console/index.html',
  'console/package.json',
  'console/vite.config.ts',
  'console/public',
  'console/src',
  'api-client/src',
  'events-schema/src/fields.ts',
  'shared/src/domain/cidr.ts',
  'package-lock.json',
];
const IGNORED = /\.test\.tsx?$/;
const BUILDS = path.join(CONSOLE, 'dist');
const KEEP = 2;

const filesBelow = async (file: string): Promise<readonly string[]> => {
  const found = await stat(path.join(ROOT, file)).catch(() => undefined);
  if (!found) return [];
  if (found.isFile()) return IGNORED.test(file) ? [] : [file];
  const names = (await readdir(path.join(ROOT, file))).sort();
  return (await Promise.all(names.map((name) => filesBelow(`${file}/${name}`)))).flat();
};

/** Names a build: first 16 hex digits of the SHA-256 over names and contents of its sources. */
const sourceHash = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of (await Promise.all(SOURCES.map(filesBelow))).flat()) {
    hash.update(`${file}\0`).update(await readFile(path.join(ROOT, file)));
  }
  return hash.digest('hex').slice(0, 16);
};

export interface Build {
  /** Names the build; shown in the console. */
  readonly hash: string;
  /** Absolute path of what must be uploaded. */
  readonly folder: string;
}

/**
 * Builds the console, or finds the build of these very sources.
 * @throws Error with the end of the builder's output
 */
export const buildConsole = async (log: (line: string) => void): Promise<Build> => {
  const hash = await sourceHash();
  const folder = path.join(BUILDS, hash);
  if (!existsSync(folder)) {
    const started = Date.now();
    // Renamed when it is whole: who is interrupted, or builds at the same time, leaves no half of one.
    const unfinished = path.join(BUILDS, `.building-${process.pid}`);
    try {
      await vite(unfinished, hash);
      await rename(unfinished, folder).catch((error: unknown) => {
        if (!existsSync(folder)) throw error;
      });
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
    log(`console: built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  await utimes(folder, new Date(), new Date());
  await prune(hash);
  return { hash, folder };
};

const vite = async (outDir: string, release: string): Promise<void> => {
  await mkdir(BUILDS, { recursive: true });
  const bin = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', VITE_RELEASE: release };
  const child = spawn(process.execPath, [bin, 'build', '--outDir', outDir, '--logLevel', 'warn'], {
    cwd: CONSOLE,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-8_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`building the console ended with ${code}:\n${output}`);
};

const prune = async (hash: string): Promise<void> => {
  const names = (await readdir(BUILDS)).filter((name) => name !== hash && !name.startsWith('.'));
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(path.join(BUILDS, name))).mtimeMs })));
  for (const { name } of dated.sort((a, b) => b.at - a.at).slice(KEEP - 1)) {
    await rm(path.join(BUILDS, name), { recursive: true, force: true });
  }
};
