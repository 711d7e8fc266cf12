import { ulid } from 'ulid';
import { REFUSED_BY_MODEL } from '../src/refused-by-model.ts';
import type { Local } from '../src/start.ts';
import { showCertificates } from './certificates.ts';
import { printLive, printSummary } from './closing.ts';
import { describeFailure, type NewTenant, requestTenant, type Tenant, watchTenants } from './onboarding.ts';
import type { DemoOptions } from './options.ts';
import { requireRoom } from './plan.ts';
import { progressView } from './progress.ts';
import type { SuperAdmin } from './super-admin.ts';
import { verifyTenants } from './verify.ts';
import { requestOffboarding, verifyGone, watchWayBack } from './way-back.ts';

const HOSPITALS = ['mercy', 'stjames', 'lakeside', 'northgate', 'riverside', 'hillcrest', 'bayview', 'oakwood', 'summit', 'harbour'];
/** Longer than any way forth or back at the speed; then something is wrong. Milliseconds. */
const limitFor = ({ speed, tenants }: DemoOptions): number => 300_000 + tenants * 60_000 + (speed === 'instant' ? 0 : 1_800_000 / speed);

/** The demo's tenants, by their number. */
export const newTenant = (n: number): NewTenant => {
  const slug = `${HOSPITALS[n % HOSPITALS.length]}${n < HOSPITALS.length ? '' : n}`;
  const name = `${slug.charAt(0).toUpperCase()}${slug.slice(1)} Hospital`;
  return { name, slug, domain: `${slug}.app.localhost`, adminEmail: `admin@${slug}.example.com`, plan: 'standard' };
};

const request = async (admin: SuperAdmin, { tenants }: DemoOptions): Promise<readonly string[]> => {
  const wanted = Array.from({ length: tenants }, (_, n) => newTenant(n));
  await requireRoom(admin, wanted);
  console.log(`\nPOST ${admin.apiUrl}/tenants: ${wanted.map(({ domain }) => domain).join(', ')}`);
  return Promise.all(wanted.map((tenant) => requestTenant(admin, tenant, ulid())));
};

/** On-boards, shows what it took, verifies when asked to, and stays up or takes everything back. */
export const tellStory = async (
  local: Local,
  admin: SuperAdmin,
  profiles: string,
  options: DemoOptions,
  started: number,
  stopped: Promise<void>,
): Promise<void> => {
  const mark = local.journal.mark();
  const begun = Date.now();
  const ids = await request(admin, options);
  const tenants = await watchTenants(admin, ids, progressView(process.stdout), limitFor(options));
  const wallMs = Date.now() - begun;
  const calls = local.journal.since(mark);
  const verified = options.once ? await verifyTenants(local, tenants) : [];
  await printSummary({ local, tenants, verified, wallMs, calls, totalMs: Date.now() - started, speed: options.speed });
  if (options.offboard) await takeBack(local, admin, tenants, options);
  if (options.once) return;
  await printLive(local, admin, options.offboard ? [] : tenants, profiles);
  await stopped;
};

const takeBack = async (local: Local, admin: SuperAdmin, tenants: readonly Tenant[], options: DemoOptions): Promise<void> => {
  const begun = Date.now();
  console.log(`\nPOST ${admin.apiUrl}/tenants/{id}/offboard: ${tenants.map(({ slug }) => slug).join(', ')}`);
  for (const tenant of tenants) await requestOffboarding(admin, tenant, false);
  await watchWayBack(admin, tenants, progressView(process.stdout), limitFor(options));
  console.log(`taken back after ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  await verifyGone(local, tenants);
  await showCertificates(admin, tenants);
};

/** Lets AWS refuse one step for good, and shows how everything built before it is taken back. */
export const tellRollback = async (local: Local, admin: SuperAdmin, step: string, options: DemoOptions): Promise<void> => {
  local.faults.add({
    match: { labels: { step } },
    effect: REFUSED_BY_MODEL,
    times: null,
  });
  const ids = await request(admin, options);
  const told = new Set<string>();
  const tenants = await watchTenants(admin, ids, progressView(process.stdout), limitFor(options), {
    until: ['offboarded'],
    title: `on-boarding, ${step} refused`,
    failed: ({ slug, tenantId }, failure) => {
      if (told.has(tenantId)) return;
      told.add(tenantId);
      console.log(`\n${slug} is taken back: ${describeFailure(failure)}\n`);
      if (told.size === options.tenants) local.faults.clear(); // the cause is gone: removal must not meet it
    },
  });
  await verifyGone(local, tenants);
};
