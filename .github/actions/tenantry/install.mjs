// Installs the command into the runner's temporary folder. Plain Node: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const { PACKAGE = '', RUNNER_TEMP = '.' } = process.env;
const SOURCES = fileURLToPath(new URL('../../..', import.meta.url));
const made = path.join(RUNNER_TEMP, 'tenantry-made');

/** npm, whose failure is the step's. */
const npm = (args, cwd) => {
  const { status } = spawnSync('npm', args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    console.log(`::error title=tenantry::npm ${args[0]} failed`);
    process.exit(1);
  }
};

/** Of the action's own sources: the command is of the commit that the workflow names. */
const packed = () => {
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], SOURCES);
  npm(['run', 'pack', '--', '--out', made], SOURCES);
  return path.join(made, readdirSync(made).find((file) => file.endsWith('.tgz')) ?? '');
};
npm(['install', '--prefix', path.join(RUNNER_TEMP, 'tenantry'), '--ignore-scripts', '--no-audit', '--no-fund', PACKAGE || packed()]);
