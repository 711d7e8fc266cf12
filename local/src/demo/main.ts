import { rm } from 'node:fs/promises';
import path from 'node:path';
import { ulid } from 'ulid';
import { sourceHash, withBaseline } from '../baseline.ts';
import { deploy } from '../deploy.ts';
import { LOCAL_FOLDER } from '../paths.ts';
import { writeProfiles } from '../profiles.ts';
import type { Local } from '../start.ts';
import { printLive, printSummary } from './closing.ts';
import { DemoFailure, type NewTenant, requestTenant, type Tenant, watchTenants } from './onboarding.ts';
import { type DemoOptions, demoOptions, UsageError } from './options.ts';
import { portFor } from './port.ts';
import { progressView } from './progress.ts';
import { type SuperAdmin, seedSuperAdmin } from './super-admin.ts';
import { verifyTenants } from './verify.ts';

const HOSPITALS = ['mercy', 'stjames', 'lakeside', 'northgate', 'riverside', 'hillcrest', 'bayview', 'oakwood', 'summit', 'harbour'];
/** Longer than any on-boarding at the speed; then something is wrong. Milliseconds. */
const limitFor = ({ speed, tenants }: DemoOptions): number => 300_000 + tenants * 60_000 + (speed === 'instant' ? 0 : 1_800_000 / speed);

const newTenant = (n: number): NewTenant => {
  const slug = `${HOSPITALS[n % HOSPITALS.length]}${n < HOSPITALS.length ? '' : n}`;
  const name = `${slug.charAt(0).toUpperCase()}${slug.slice(1)} Hospital`;
  return { name, slug, domain: `${slug}.app.localhost`, adminEmail: `admin@${slug}.example.com`, plan: 'standard' };
};

const onboard = async (admin: SuperAdmin, options: DemoOptions): Promise<readonly Tenant[]> => {
  const wanted = Array.from({ length: options.tenants }, (_, n) => newTenant(n));
  console.log(`\nPOST ${admin.apiUrl}/tenants: ${wanted.map(({ domain }) => domain).join(', ')}`);
  const ids = await Promise.all(wanted.map((tenant) => requestTenant(admin, tenant, ulid())));
  return watchTenants(admin, ids, progressView(process.stdout), limitFor(options));
};

const demo = async (options: DemoOptions, stopped: Promise<void>): Promise<void> => {
  const started = Date.now();
  const stateDir = path.join(LOCAL_FOLDER, 'runs', `demo-${process.pid}`);
  const port = await portFor(options.port, console.log);
  console.log('starting AWS on this machine …');
  let local: Local | undefined;
  try {
    local = await withBaseline({
      stateDir,
      port,
      clock: options.speed,
      journalFile: path.join(LOCAL_FOLDER, 'journal.ndjson'),
      hash: await sourceHash(),
      deploy: (empty) => deploy(empty, console.log),
    });
    const profiles = await writeProfiles(local.url);
    const admin = await seedSuperAdmin(local);
    console.log(`AWS answers at ${local.url} after ${((Date.now() - started) / 1000).toFixed(1)} s`);
    const mark = local.journal.mark();
    const begun = Date.now();
    const tenants = await Promise.race([onboard(admin, options), stopped.then(() => undefined)]);
    if (!tenants) return;
    const wallMs = Date.now() - begun;
    const calls = local.journal.since(mark);
    if (options.once) {
      const verified = await verifyTenants(local, tenants);
      await printSummary({ local, tenants, verified, wallMs, calls, totalMs: Date.now() - started, speed: options.speed });
    } else {
      await printSummary({ local, tenants, verified: [], wallMs, calls, totalMs: Date.now() - started, speed: options.speed });
      await printLive(local, admin, tenants, profiles);
      await stopped;
      console.log('\nstopping …');
    }
  } finally {
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
  // npm passes a SIGTERM on to its shell only: the death of whoever started us ends us too.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !interrupted) stop();
  }, 500).unref();
});
try {
  const options = demoOptions(process.argv.slice(2));
  await demo(options, stopped);
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
