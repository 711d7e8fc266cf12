import { parseArgs } from 'node:util';
import { fromIni } from '@aws-sdk/credential-providers';
import { type AccountName, deployLandingZone } from './deploy.ts';

const HELP = `Usage: npm run landing-zone -- --stage dev [--profile-pattern tenantry-{account}]

Deploys the owner, networking, production, super-admin and devops accounts of config/<stage>.json, each with the AWS profile
tenantry-<account> (tenantry-super-admin, …). Profiles are read as by the AWS CLI: AWS_CONFIG_FILE, ~/.aws/config.`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'dev' },
    'profile-pattern': { type: 'string', default: 'tenantry-{account}' },
    help: { type: 'boolean', default: false },
  },
});
const kebab = (account: AccountName): string => account.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

if (values.help) {
  console.log(HELP);
} else {
  try {
    await deployLandingZone({
      stage: values.stage,
      credentialsOf: (account) => fromIni({ profile: values['profile-pattern'].replaceAll('{account}', kebab(account)) }),
      log: (line) => console.log(line),
    });
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  }
}
