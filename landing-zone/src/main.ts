import { parseArgs } from 'node:util';
import { type DeployOptions, deployLandingZone } from './deploy.ts';
import { planLandingZone, planLines } from './plan/plan.ts';
import { byProfiles } from './profile-name.ts';

const HELP = `Usage: npm run landing-zone -- --stage dev [--plan] [--profile-pattern tenantry-{account}]

Deploys the owner, networking, production, super-admin and devops accounts of config/<deployment>.json, each with the AWS profile
tenantry-<account> (tenantry-super-admin, …), which must be of the account that the configuration has: that is checked before anything
is written. Profiles are read as by the AWS CLI: AWS_CONFIG_FILE, ~/.aws/config. Without --stage: dev, the laptop's.

  --plan  says what it would do to each stack, by change sets that are deleted again, and does nothing of it`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string' },
    'profile-pattern': { type: 'string', default: 'tenantry-{account}' },
    plan: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(HELP);
} else {
  try {
    const options: DeployOptions = {
      deployment: values.stage ?? 'dev',
      isNamed: values.stage !== undefined,
      ...byProfiles(values['profile-pattern']),
      log: (line) => console.log(line),
    };
    if (values.plan) for (const line of planLines(await planLandingZone(options))) console.log(line);
    else await deployLandingZone(options);
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  }
}
