// Node where the machine's is too old: the platform's package of Node 24 into .local/node, as laptop/setup/node/package-lock.json has it with
// its hash; no install script runs. npm puts node_modules/.bin first on the PATH of scripts and of npx (npm docs, "npm run"), so a link
// there makes every command of the repository go on with it. `npm ci` runs this file, and so does main.mjs. Plain Node, as main.mjs.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WINDOWS = process.platform === 'win32';

export class SetupError extends Error {}

/** The oldest Node that the repository runs on, e.g. `22.13`: package.json's `devEngines`. npm says nothing of it, for this file acts on it. */
export const oldestNode = () => {
  const { devEngines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return devEngines.runtime.version.replace('>=', '');
};

export const isSupported = (version, oldest = oldestNode()) => {
  const [major, minor] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldest.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
};

/** npm as it runs now, or as found on PATH. */
export const npmCommand = () => {
  const running = process.env.npm_execpath;
  if (running?.endsWith('.js') && existsSync(running)) return [process.execPath, [running]];
  const found = spawnSync('npm', ['--version'], { shell: WINDOWS });
  if (found.status !== 0) throw new SetupError('npm is missing: it comes with Node, https://nodejs.org');
  return ['npm', []];
};

const binaryIn = (folder) => {
  const packages = path.join(folder, 'node_modules');
  for (const name of existsSync(packages) ? readdirSync(packages) : []) {
    const binary = path.join(packages, name, 'bin', WINDOWS ? 'node.exe' : 'node');
    if (existsSync(binary)) return binary;
  }
  return undefined;
};

const advice = (why) =>
  new SetupError(`Node ${process.versions.node} is older than ${oldestNode()}, ${why}: install Node 24 from https://nodejs.org`);

/** Whether the lock file has Node for a system and processor. */
export const hasPackage = (platform = process.platform, arch = process.arch) => {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'laptop/setup/node/package-lock.json'), 'utf8'));
  return Object.values(packages).some(({ os, cpu }) => [os].flat().includes(platform) && [cpu].flat().includes(arch));
};

/** Installs into a folder aside and renames it: what is there is whole. @param run as in main.mjs */
const install = async (folder, run) => {
  const aside = `${folder}.${process.pid}`;
  try {
    mkdirSync(aside, { recursive: true });
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(path.join(ROOT, 'laptop/setup/node', file), path.join(aside, file));
    const [program, args] = npmCommand();
    // npm takes the package of this system and processor, and refuses it when its hash is another.
    const options = ['ci', '--prefix', aside, '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('Node 24', program, [...args, ...options], { cwd: aside, shell: WINDOWS && program === 'npm' });
    const binary = binaryIn(aside);
    // npm goes on without an optional package that it cannot fetch, or whose hash is another.
    const place = `${process.platform} ${process.arch}`;
    if (!binary && !hasPackage()) throw advice(`and there is no package of Node 24 for ${place}`);
    if (!binary) throw advice(`and npm has not brought the package of Node 24 for ${place}, which needs the network once`);
    if (spawnSync(binary, ['--version']).status !== 0) throw advice("and its package's Node 24 does not start on this system");
    if (binaryIn(folder)) return; // another set-up was first
    rmSync(folder, { recursive: true, force: true });
    renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
};

const isSame = (one, other) => existsSync(one) && realpathSync(one) === realpathSync(other);

/** Puts a Node first on the PATH of npm scripts and npx in a folder; without one, takes back what was put there. */
export const linkNode = (root, binary) => {
  const link = path.join(root, 'node_modules', '.bin', WINDOWS ? 'node.exe' : 'node');
  if (!binary) return rmSync(link, { force: true });
  if (isSame(link, binary) || (WINDOWS && existsSync(link) && statSync(link).size === statSync(binary).size)) return;
  mkdirSync(path.dirname(link), { recursive: true });
  rmSync(link, { force: true });
  // Links to files need no special right on Windows when they are hard.
  if (WINDOWS) linkSync(binary, link);
  else symlinkSync(path.relative(path.dirname(link), binary), link);
};

/** Sees to it that npm's scripts run on a Node that fits. @param run(title, program, args, options) runs a program; throws when it fails */
export const bringNode = async (run) => {
  const home = path.join(ROOT, '.local', 'node');
  const isBrought = [home, path.join(ROOT, 'node_modules')].some((folder) => process.execPath.startsWith(folder + path.sep));
  if (isSupported(process.versions.node) && !isBrought) return linkNode(ROOT);
  const lock = readFileSync(path.join(ROOT, 'laptop/setup/node/package-lock.json'));
  const hash = createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex');
  const folder = path.join(home, hash.slice(0, 12));
  if (!binaryIn(folder)) await install(folder, run);
  linkNode(ROOT, binaryIn(folder));
};

const runQuietly = (title, program, args, options) => {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (status !== 0) throw new SetupError(`${title} could not be installed: ${error ?? ''}${stdout ?? ''}${stderr ?? ''}`);
};

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  try {
    await bringNode(runQuietly);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`setup: ${error.message}\n`);
    process.exit(1);
  }
}
