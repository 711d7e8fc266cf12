import { spawn } from 'node:child_process';
import path from 'node:path';
import { deployLandingZone } from '@tenantry/landing-zone/deploy';
import { ROOT } from './paths.ts';
import { endProcess, ownProcess } from './processes.ts';
import type { Local } from './start.ts';

/** The deployment stage of the laptop. */
export const LAPTOP_STAGE = 'dev';

/**
 * Deploys the landing zone and every service to a running laptop, by the same templates and the same tool as to AWS.
 * @throws Error with the end of the tool's output when a stack or a service fails
 */
export const deployAll = async (local: Local, log: (line: string) => void): Promise<void> => {
  await deployLandingZone({
    stage: LAPTOP_STAGE,
    endpoint: local.url,
    credentialsOf: (account) => ({ accessKeyId: local.accounts[account], secretAccessKey: 'laptop' }),
    log,
  });
  log('services: oslsc deploy …');
  const started = Date.now();
  await run(['oslsc', 'deploy', '--stage', LAPTOP_STAGE], { ...toolEnvironment(), ...local.env });
  log(`services: deployed in ${Math.round((Date.now() - started) / 1000)} s`);
};

/** The tool's own environment: nothing of the caller's AWS settings may reach it. */
const toolEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'LANG', 'USER'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

const run = async (command: readonly string[], env: Readonly<Record<string, string>>): Promise<void> => {
  const [tool = '', ...args] = command;
  const child = spawn(path.join(ROOT, 'node_modules/.bin', tool), args, {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const owned = ownProcess(tool, child);
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  await endProcess(owned, 'SIGTERM');
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${output}`);
};
