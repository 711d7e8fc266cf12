import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endProcess, ownProcess } from '@laptop/aws/processes';
import { CONFIG_FOLDER_VARIABLE } from '@tenantry/shared/deployment/config';
import { configFolder } from './config-folder.ts';
import { firstRelease } from './first-release.ts';
import { LOCAL_FOLDER, ROOT } from './paths.ts';
import { profilesText } from './profiles.ts';
import type { Local } from './start.ts';

/** The name of the laptop's deployment. */
export const LAPTOP_DEPLOYMENT = 'dev';

/** What can be deployed, in the order in which it is. */
const PARTS = ['landing zone', 'services', 'console', 'release'] as const;
type DeploymentPart = (typeof PARTS)[number];
export interface DeployOptions {
  /** Whose code is deployed, by its own commands: of this repository by default, else of another release of it. */
  readonly root?: string;
  /** All by default. */
  readonly parts?: readonly DeploymentPart[];
}

/**
 * Deploys the landing zone and every service to a running laptop, by the very commands that deploy them to AWS.
 * @throws Error with the end of the command's output when a stack or a service fails
 */
export const deploy = async (
  local: Local,
  log: (line: string) => void = console.log,
  { root = ROOT, parts = PARTS }: DeployOptions = {},
): Promise<void> => {
  const configurations = await configFolder(local.region, root);
  await asDeployer(local, root, configurations, async (env) => {
    const runPart = async (
      part: DeploymentPart,
      command: readonly string[],
      more: Readonly<Record<string, string>> = {},
    ): Promise<void> => {
      if (parts.includes(part)) await run(part, command, root, { ...env, ...more }, log);
    };
    // The build needs nothing that is deployed, and is found when the console has not changed.
    const publish = [process.execPath, '--import', 'tsx', 'console/deploy/main.ts', '--stage', LAPTOP_DEPLOYMENT];
    const built = parts.includes('console') ? run('console build', [...publish, '--build-only'], root, env, log) : Promise.resolve();
    built.catch(() => {}); // awaited below
    await runPart('landing zone', [process.execPath, '--import', 'tsx', 'landing-zone/src/main.ts', '--stage', LAPTOP_DEPLOYMENT]);
    const compose = path.join(root, 'node_modules/.bin/oslsc');
    await runPart('services', [compose, 'deploy', '--stage', LAPTOP_DEPLOYMENT], SERVICE_PROFILE);
    await built;
    await runPart('console', publish);
    if (parts.includes('release')) await firstRelease(local, LAPTOP_DEPLOYMENT, log);
  });
};

/**
 * Deploys one service again, as its folder is.
 * @param configurations the folder of the configurations, where it is not the repository's
 * @throws Error with the end of the command's output when it fails
 */
export const deployService = async (local: Local, service: string, configurations: string): Promise<void> =>
  asDeployer(local, ROOT, configurations, (env) =>
    run(
      service,
      [path.join(ROOT, 'node_modules/.bin/serverless'), 'deploy', '--stage', LAPTOP_DEPLOYMENT],
      path.join(ROOT, 'services', service),
      { ...env, ...SERVICE_PROFILE },
      () => {},
    ),
  );

/** As docs/deploy.md has it. */
const SERVICE_PROFILE = { AWS_PROFILE: 'tenantry-super-admin', AWS_SDK_LOAD_CONFIG: '1' };

/** Lets commands run with profiles and a temporary folder that go with them. */
const asDeployer = async (
  local: Local,
  root: string,
  configurations: string,
  work: (env: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> => {
  const profiles = path.join(LOCAL_FOLDER, 'aws', `deploy-${process.pid}.config`);
  // The packager leaves a folder per function behind.
  const temporary = await mkdtemp(path.join(tmpdir(), 'tenantry-deploy-'));
  await mkdir(path.dirname(profiles), { recursive: true });
  await writeFile(profiles, profilesText(local, LAPTOP_DEPLOYMENT));
  try {
    await work({
      ...toolEnvironment(root),
      TMPDIR: temporary,
      AWS_ENDPOINT_URL: local.url,
      AWS_CONFIG_FILE: profiles,
      [CONFIG_FOLDER_VARIABLE]: configurations,
    });
  } finally {
    await rm(profiles, { force: true });
    await rm(temporary, { recursive: true, force: true });
  }
};

/** The tools' own environment: this Node, the programs of the repository, and nothing of the caller's AWS settings. */
const toolEnvironment = (root: string): Record<string, string> => ({
  ...Object.fromEntries(
    ['HOME', 'LANG', 'USER'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  ),
  PATH: [path.join(root, 'node_modules/.bin'), path.dirname(process.execPath), process.env.PATH].filter(Boolean).join(path.delimiter),
});

const run = async (
  title: string,
  [command = '', ...args]: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Promise<void> => {
  log(`deploy: ${title} …`);
  const started = Date.now();
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const owned = ownProcess(title, child, env.TMPDIR ? [env.TMPDIR] : []);
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-12_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  await endProcess(owned, 'SIGTERM');
  if (code !== 0) throw new Error(`deploying the ${title} ended with ${code}:\n${output}`);
  log(`deploy: ${title}, ${Math.round((Date.now() - started) / 1000)} s`);
};
