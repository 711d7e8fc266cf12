import { BatchGetBuildsCommand, CodeBuildClient, ListBuildsForProjectCommand, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import type { ClockScale } from '@laptop/aws/clock';
import type { JournalEntry } from '@laptop/aws/gateway/journal';
import { onboardingPath } from '../src/critical-path.ts';
import { consoleUrl } from './console.ts';
import type { Laptop } from './laptop.ts';
import type { Tenant } from './onboarding.ts';
import { callsByService, repeatedCalls, seconds } from './report.ts';
import { rootOf } from './root.ts';
import type { SuperAdmin } from './super-admin.ts';
import { firstUser, urlOf } from './tenant-session.ts';

export interface Summary {
  readonly local: Laptop;
  readonly tenants: readonly Tenant[];
  readonly verified: readonly string[];
  readonly wallMs: number;
  readonly totalMs: number;
  readonly calls: readonly JournalEntry[];
  readonly speed: ClockScale;
}

/** What was on-boarded and verified, how long it took, and what AWS was asked. */
export const printSummary = async ({ local, tenants, verified, wallMs, totalMs, calls, speed }: Summary): Promise<void> => {
  console.log('');
  for (const { slug, stages } of tenants) {
    const took = stages.map(({ stage, since, finishedAt }) => `${stage} ${seconds(Date.parse(finishedAt ?? since) - Date.parse(since))}`);
    console.log(`${slug}: ${took.join(', ')}`);
  }
  const byService = callsByService(calls);
  const count = byService.reduce((sum, [, n]) => sum + n, 0);
  console.log(
    `AWS calls per on-boarding: ${Math.round(count / tenants.length)} (${byService.map(([name, n]) => `${name} ${Math.round(n / tenants.length)}`).join(', ')})`,
  );
  const repeated = repeatedCalls(calls, tenants.length);
  console.log(`asked twice: ${repeated.length === 0 ? 'nothing' : ''}`);
  for (const { role, call, params, count: times } of repeated) console.log(`  ${times}× ${role} ${call} ${params.slice(0, 160)}`);
  if (speed !== 'instant') await printRatio(local, tenants, wallMs, speed);
  for (const line of verified) console.log(`✔ ${line}`);
  console.log(`${tenants.length} tenant${tenants.length > 1 ? 's' : ''} ready after ${seconds(wallMs)}; all in all ${seconds(totalMs)}`);
};

/** Wall time of the on-boarding over the shortest that the waits allow, and over the sum of a chain without branches. */
const printRatio = async (local: Laptop, tenants: readonly Tenant[], wallMs: number, speed: number): Promise<void> => {
  const [tenant] = tenants;
  if (!tenant) return;
  const builds = await buildSeconds(local, tenant);
  // Build phases take their measured time at every speed: scaled up here, they come out unscaled below.
  const path = onboardingPath(builds.map((measured) => measured * speed));
  const ratio = (awsSeconds: number) => (wallMs / 1000 / (awsSeconds / speed)).toFixed(2);
  console.log(
    `builds: ${builds.map((s) => `${s.toFixed(1)} s`).join(', ')}; critical path ${(path.criticalPath / speed).toFixed(1)} s, serial chain ${(path.serial / speed).toFixed(1)} s`,
  );
  console.log(`critical path ratio: ${ratio(path.criticalPath)}`);
  console.log(`serial chain ratio: ${ratio(path.serial)}`);
};

/** Measured seconds of the phases of a tenant's builds, in the order in which they ran. */
const buildSeconds = async (local: Laptop, tenant: Tenant): Promise<readonly number[]> => {
  const codebuild = new CodeBuildClient(rootOf(local, local.accounts.devops));
  const { projects = [] } = await codebuild.send(new ListProjectsCommand({}));
  const own = projects.filter((name) => name.includes(tenant.tenantId.toLowerCase()));
  const ids = (
    await Promise.all(own.map(async (projectName) => (await codebuild.send(new ListBuildsForProjectCommand({ projectName }))).ids ?? []))
  ).flat();
  const { builds = [] } = ids.length > 0 ? await codebuild.send(new BatchGetBuildsCommand({ ids })) : {};
  const RUN = ['DOWNLOAD_SOURCE', 'INSTALL', 'PRE_BUILD', 'BUILD', 'POST_BUILD', 'UPLOAD_ARTIFACTS'];
  return builds
    .toSorted((a, b) => (a.startTime?.getTime() ?? 0) - (b.startTime?.getTime() ?? 0))
    .map(({ phases = [] }) =>
      phases
        .filter(({ phaseType }) => RUN.includes(phaseType ?? ''))
        .reduce((sum, { startTime, endTime }) => sum + ((endTime?.getTime() ?? 0) - (startTime?.getTime() ?? 0)) / 1000, 0),
    );
};

/** Where to look now, and what to type. */
export const printLive = async (local: Laptop, admin: SuperAdmin, tenants: readonly Tenant[], profiles: string): Promise<void> => {
  console.log('');
  for (const tenant of tenants) {
    const { email, password } = await firstUser(local, tenant);
    console.log(`${tenant.name}\n  console   ${urlOf(local, tenant)}\n  sign in   ${email}  ${password}  (asks for a new password)`);
  }
  console.log(`Super admin\n  console   ${consoleUrl(local)}\n  sign in   ${admin.email}  ${admin.password}`);
  console.log('The command\n  try       npx tenantry list    npx tenantry onboard    npx tenantry --help');
  console.log(`Super admin API\n  URL       ${admin.apiUrl}/tenants\n  token     TOKEN=$(npx tenantry token)`);
  console.log(`  try       curl -s ${admin.apiUrl}/tenants -H "authorization: Bearer $TOKEN"`);
  console.log(
    `A function by hand\n  cd services/dns && AWS_CONFIG_FILE=${profiles} AWS_PROFILE=tenantry-dns npx serverless invoke local --function handler --path events/certificate-requested.json`,
  );
  console.log('\nCtrl-C ends everything.');
};
