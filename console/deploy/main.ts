import { parseArgs } from 'node:util';
import { requireLandingZone } from '@tenantry/landing-zone/elsewhere';
import { byProfiles } from '@tenantry/landing-zone/profile-name';
import { type AccountName, checkAccounts } from '@tenantry/shared/deployment/accounts';
import { configOf } from '@tenantry/shared/deployment/config';
import { buildConsole } from './build.ts';
import { publishConsole } from './publish.ts';
import { rotateOrigin } from './rotate-origin.ts';

const HELP = `Usage: npm run console -- --stage dev [--profile-pattern tenantry-{account}]

Builds the super admins' console and publishes it, after the landing zone and the services were deployed. Uses the AWS profiles
tenantry-super-admin and tenantry-production, which must be of the accounts that config/<deployment>.json has. Profiles are read as by the AWS CLI: AWS_CONFIG_FILE, ~/.aws/config.
--build-only builds, and needs no AWS.
--rotate-origin gives the distribution another value now by which the API knows it; without, it gets one when that is older than a month.`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string' },
    'profile-pattern': { type: 'string', default: 'tenantry-{account}' },
    'build-only': { type: 'boolean', default: false },
    'rotate-origin': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const { credentialsOf, credentialsName } = byProfiles(values['profile-pattern']);
const log = (line: string): void => console.log(line);

if (values.help) {
  log(HELP);
} else {
  try {
    if (values['build-only']) {
      await buildConsole(log);
    } else {
      const { stage: deployment = 'dev' } = values;
      await checkAccounts({
        deployment,
        isNamed: values.stage !== undefined,
        config: configOf(deployment),
        accounts: ['superAdmin', 'production'],
        credentialsOf,
        credentialsName,
        log,
      });
      const home = { region: configOf(deployment).region, credentials: credentialsOf('superAdmin') };
      await requireLandingZone(home, deployment);
      const clientsOf = (account: AccountName) => ({ credentials: credentialsOf(account) });
      await publishConsole({ deployment, clientsOf, log }, await buildConsole(log));
      if (await rotateOrigin({ deployment, clients: home, now: Date.now, force: values['rotate-origin'] }))
        log('console: the distribution sends the API another secret');
    }
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  }
}
