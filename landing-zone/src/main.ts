import { parseArgs } from 'node:util';
import { fromIni } from '@aws-sdk/credential-providers';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import { deployLandingZone } from './deploy.ts';
import { profileName } from './profile-name.ts';

const HELP = `Usage: npm run landing-zone -- --stage dev [--profile-pattern tenantry-{account}]

Deploys the owner, networking, production, super-admin and devops accounts of config/<deployment>.json, each with the AWS profile
tenantry-<account> (tenantry-super-admin, …), which must be of the account that the configuration has: that is checked before anything
is written. Profiles are read as by the AWS CLI: AWS_CONFIG_FILE, ~/.aws/config. Without --stage: dev, the laptop's.`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string' },
    'profile-pattern': { type: 'string', default: 'tenantry-{account}' },
    help: { type: 'boolean', default: false },
  },
});
const profileOf = (account: AccountName): string => profileName(values['profile-pattern'], account);

if (values.help) {
  console.log(HELP);
} else {
  try {
    await deployLandingZone({
      deployment: values.stage ?? 'dev',
      isNamed: values.stage !== undefined,
      credentialsOf: (account) => fromIni({ profile: profileOf(account) }),
      credentialsName: (account) => `profile ${profileOf(account)}`,
      log: (line) => console.log(line),
    });
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  }
}
