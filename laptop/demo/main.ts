import { rm } from 'node:fs/promises';
import path from 'node:path';
import { onEndSignal } from '@laptop/aws/signals';
import { CONFIG_FOLDER_VARIABLE } from '@tenantry/shared/deployment/config';
import { sourceHash, withBaseline } from '../src/baseline.ts';
import { configFolder } from '../src/config-folder.ts';
import { deploy } from '../src/deploy.ts';
import { LOCAL_FOLDER } from '../src/paths.ts';
import { writeProfiles } from '../src/profiles.ts';
import type { Local } from '../src/start.ts';
import { writeCommandProfile } from './command-profile.ts';
import { consoleUrl, openConsole } from './console.ts';
import { DemoFailure } from './onboarding.ts';
import { type DemoOptions, demoOptions, USAGE, UsageError } from './options.ts';
import { portFor } from './port.ts';
import { setUpByHand } from './set-up-by-hand.ts';
import { STEPS } from './steps.ts';
import { tellRollback, tellStory } from './story.ts';
import { seedSuperAdmin } from './super-admin.ts';

const demo = async (options: DemoOptions, stopped: Promise<void>): Promise<void> => {
  const started = Date.now();
  const stateDir = path.join(LOCAL_FOLDER, 'runs', `demo-${process.pid}`);
  const port = await portFor(options.port, console.log);
  // For what runs in this process as it would on a developer's machine, such as publishing the console.
  process.env[CONFIG_FOLDER_VARIABLE] = await configFolder(options.region);
  console.log('starting AWS on this machine …');
  let local: Local | undefined;
  let removeProfile: (() => Promise<void>) | undefined;
  try {
    await rm(path.join(LOCAL_FOLDER, 'journal.ndjson'), { force: true });
    local = await withBaseline({
      stateDir,
      port,
      clock: options.speed,
      region: options.region,
      ...(options.aws ? { aws: options.aws } : {}),
      journalFile: path.join(LOCAL_FOLDER, 'journal.ndjson'),
      hash: await sourceHash(),
      deploy: (empty) => deploy(empty, console.log),
    });
    const profiles = await writeProfiles(local);
    const [admin] = await Promise.all([seedSuperAdmin(local), openConsole(local)]);
    removeProfile = await writeCommandProfile(local, admin, profiles);
    if (options.aws === 'fresh') setUpByHand(local, console.log);
    console.log(`AWS answers at ${local.url} after ${((Date.now() - started) / 1000).toFixed(1)} s`);
    if (!options.once) console.log(`watch it at ${consoleUrl(local)}, as ${admin.email} with ${admin.password}`);
    const story = options.fail
      ? tellRollback(local, admin, options.fail, options)
      : tellStory(local, admin, profiles, options, started, stopped);
    await Promise.race([story, stopped]);
    if (interrupted) console.log('\nstopping …');
  } finally {
    await removeProfile?.();
    await local?.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
};

let interrupted = false;
const stopped = new Promise<void>((resolve) => {
  const stop = (): void => {
    if (interrupted) process.exit(130); // the second time at once; what is left goes at the next start
    interrupted = true;
    resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // Before anything has begun there is nothing to end, but what begins from then on has to know.
  onEndSignal(async () => undefined);
  // npm passes a SIGTERM on to its shell only: the death of whoever started us ends us too.
  const parent = process.ppid;
  setInterval(() => {
    // As a signal, so that a deployment in its middle hears of it too.
    if (process.ppid !== parent && !interrupted) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
});
try {
  const options = demoOptions(process.argv.slice(2), STEPS);
  if (options.help) console.log(USAGE);
  else await demo(options, stopped);
  process.exitCode = interrupted && options.once ? 130 : 0;
} catch (error) {
  if (!interrupted)
    console.error(
      `\n${error instanceof DemoFailure || error instanceof UsageError ? error.message : String((error as Error).stack ?? error)}`,
    );
  process.exitCode = error instanceof UsageError ? 2 : interrupted ? 130 : 1;
}
// Keep-alive sockets of SDK clients must not keep the process.
process.exit();
