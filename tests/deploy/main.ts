import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endProcess, ownProcess } from '@laptop/aws/processes';
import { CONFIG_FOLDER_VARIABLE } from '@tenantry/shared/deployment/config';
import { LOCAL_FOLDER } from '../../laptop/src/paths.ts';
import { runProgram } from '../../laptop/src/program.ts';
import { type Local, startLocal } from '../../laptop/src/start.ts';
import { WORLD } from '../../laptop/src/world.ts';
import { read } from '../repository.ts';
import { BY_HAND, type Desk } from './by-hand.ts';
import { cloneWithReleases } from './clone.ts';
import { DEPLOYMENT, pageOf, runOf, type Step } from './page.ts';
import { deployerProfiles } from './profiles.ts';

/** The page names files below `config/`; a run has them elsewhere, whatever release is checked out. */
const placed = (commands: string, configurations: string): string =>
  commands.replaceAll(/\bconfig\/([\w-]+\.json)/g, (_, name: string) => path.join(configurations, name));
/** The releases of the page: the one that is deployed first, and the one that it is upgraded to. */
const RELEASES = ['v1.0.0', 'v1.1.0'] as const;

/** Runs commands of the page in a shell that ends at the first failure. */
const shell = (desk: Omit<Desk, 'run'>) => async (commands: string) => {
  const { local, root, configurations, settings, profiles } = desk;
  const folders = [path.dirname(process.execPath), path.join(root, 'node_modules/.bin'), path.join(LOCAL_FOLDER, 'venv/bin')];
  const env = {
    // Of its own: the AWS CLI keeps credentials of roles there, which another AWS on this machine does not know.
    HOME: path.dirname(profiles),
    PATH: [...folders, process.env.PATH].join(path.delimiter),
    AWS_ENDPOINT_URL: local.url,
    AWS_CONFIG_FILE: profiles,
    [CONFIG_FOLDER_VARIABLE]: configurations,
    XDG_CONFIG_HOME: settings,
  };
  const script = placed(commands, configurations);
  const child = spawn('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const owned = ownProcess('deploy.md', child);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  await endProcess(owned, 'SIGTERM');
  return code ?? 1;
};

const perform = async (desk: Desk, { byHand, commands }: Step): Promise<void> => {
  if (byHand !== undefined) return BY_HAND[byHand]?.(desk, commands);
  const code = await desk.run(commands);
  if (code !== 0) throw new Error(`ended with ${code}`);
};

/**
 * `npm run test:deploy`: the commands of docs/deploy.md, in its order, against an empty AWS with the defaults of a new organization. Ends with
 * `N passed, N failed`; after a failure the rest is not run.
 */
const main = async (): Promise<number> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tenantry-page-'));
  const stateDir = path.join(LOCAL_FOLDER, 'runs', `page-${process.pid}`);
  let local: Local | undefined;
  const steps = runOf(pageOf(read('docs/deploy.md')));
  let passed = 0;
  try {
    local = await startLocal({
      stateDir,
      clock: 'instant',
      aws: 'fresh',
      journalFile: path.join(LOCAL_FOLDER, 'page-journal.ndjson'),
      // Of both root domains.
      world: { dns: { ...WORLD.dns, domain: 'localhost' } },
    });
    const profiles = path.join(folder, 'profiles');
    await writeFile(profiles, await deployerProfiles(local, DEPLOYMENT));
    const root = await cloneWithReleases(...RELEASES);
    const desk = { local, root, configurations: path.join(folder, 'config'), settings: path.join(folder, 'settings'), profiles };
    for (const step of steps) {
      console.log(`\n## ${step.heading}${step.byHand ? ` (by hand: ${step.byHand})` : ''}\n${step.commands}`);
      await perform({ ...desk, run: shell(desk) }, step);
      passed++;
    }
  } catch (error) {
    console.error(`\n${steps[passed]?.heading ?? 'start'}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await local?.stop();
    await Promise.all([stateDir, folder].map((one) => rm(one, { recursive: true, force: true })));
  }
  console.log(`${passed} passed, ${steps.length - passed} failed`);
  return passed === steps.length ? 0 : 1;
};

await runProgram(main);
