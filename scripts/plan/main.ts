import { parseArgs } from 'node:util';
import type { DeployOptions } from '@tenantry/landing-zone/deploy';
import { requireLandingZone } from '@tenantry/landing-zone/elsewhere';
import { type PlannedStack, planLandingZone, planLines } from '@tenantry/landing-zone/plan/plan';
import { byProfiles } from '@tenantry/landing-zone/profile-name';
import { checkAccounts } from '@tenantry/shared/deployment/accounts';
import { configOf } from '@tenantry/shared/deployment/config';
import { packageServices } from './packaged.ts';
import { planServices } from './services.ts';

const PARTS = ['landing-zone', 'services'] as const;
/** Something would change, where one asks for it by the code: as doctor ends when something is found. */
const CHANGES = 8;
const HELP = `Usage: npm run plan -- --stage prod [--part landing-zone|services] [--exit-code] [--profile-pattern tenantry-{account}]

Says what a deployment would do to each stack of landing zone and services, with the AWS profiles tenantry-<account>, which must be of the
accounts that the configuration has. Nothing of it is done: it makes change sets, which it deletes again. Of a service whose template is too
long for a call, the template lies in that service's deployment bucket meanwhile.

  --part       only the landing zone, or only the services (which reads the super-admin account alone)
  --exit-code  ends with ${CHANGES} when a stack would be made, changed or repaired`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string' },
    part: { type: 'string' },
    'exit-code': { type: 'boolean', default: false },
    'profile-pattern': { type: 'string', default: 'tenantry-{account}' },
    help: { type: 'boolean', default: false },
  },
});
const log = (line: string): void => console.log(line);

const servicesOf = async (options: DeployOptions, isAlone: boolean): Promise<readonly PlannedStack[]> => {
  const { deployment } = options;
  const config = configOf(deployment);
  const home = { region: config.region, credentials: options.credentialsOf('superAdmin') };
  if (isAlone) {
    await checkAccounts({ ...options, config, accounts: ['superAdmin'] });
    await requireLandingZone(home, deployment);
  }
  return planServices(home, await packageServices(deployment));
};

const plan = async (): Promise<readonly PlannedStack[]> => {
  const { stage, part, 'profile-pattern': pattern } = values;
  if (!stage) throw new Error(`name the deployment: --stage prod\n\n${HELP}`);
  if (part !== undefined && !PARTS.some((one) => one === part)) throw new Error(`--part ${part} is none of ${PARTS.join(', ')}`);
  const options: DeployOptions = {
    deployment: stage,
    isNamed: true,
    ...byProfiles(pattern),
    log,
  };
  const landingZone = part === 'services' ? [] : await planLandingZone(options);
  for (const line of planLines(landingZone)) log(line);
  const services = part === 'landing-zone' ? [] : await servicesOf(options, part === 'services');
  for (const line of planLines(services)) log(line);
  return [...landingZone, ...services];
};

if (values.help) {
  log(HELP);
} else {
  try {
    const planned = await plan();
    const touched = planned.filter(({ outcome }) => outcome !== 'unchanged').length;
    log(touched === 0 ? 'nothing would change' : `${touched} of ${planned.length} stacks would change; nothing of it was done`);
    if (values['exit-code'] && touched > 0) process.exitCode = CHANGES;
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  }
}
