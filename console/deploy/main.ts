import { parseArgs } from 'node:util';
import { fromIni } from '@aws-sdk/credential-providers';
import { buildConsole } from './build.ts';
import { publishConsole } from './publish.ts';

const HELP = `Usage: npm run console -- --stage dev [--profile-pattern tenantry-{account}]

Builds the super admins' console and publishes it, after the landing zone and the services were deployed. Uses the AWS profiles
tenantry-super-admin and tenantry-production. Profiles are read as by the AWS CLI: AWS_CONFIG_FILE, ~/.aws/config.
--build-only builds, and needs no AWS.`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'dev' },
    'profile-pattern': { type: 'string', default: 'tenantry-{account}' },
    'build-only': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const PROFILES = { superAdmin: 'super-admin', production: 'production' } as const;
const log = (line: string): void => console.log(line);

if (values.help) {
  log(HELP);
} else {
  try {
    const build = await buildConsole(log);
    if (!values['build-only']) {
      const clientsOf = (account: keyof typeof PROFILES) => ({
        credentials: fromIni({ profile: values['profile-pattern'].replaceAll('{account}', PROFILES[account]) }),
      });
      await publishConsole({ stage: values.stage, clientsOf, log }, build);
    }
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  }
}
