import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { switches } from '@laptop/aws/gateway/rules/by-hand';
import { quotas } from '@laptop/aws/gateway/rules/quotas';
import { membersOf } from '@tenantry/landing-zone/remove/live-tenants';
import type { Config } from '@tenantry/shared/deployment/config';
import { eventually } from '@tenantry/shared/testing/eventually';
import { commandProfile } from '../../laptop/demo/command-profile.ts';
import { rootOf } from '../../laptop/demo/root.ts';
import { superAdminOf } from '../../laptop/demo/super-admin.ts';
import { firstRelease } from '../../laptop/src/first-release.ts';
import type { Local } from '../../laptop/src/start.ts';
import { WORLD } from '../../laptop/src/world.ts';
import { read } from '../repository.ts';
import { DEPLOYMENT } from './page.ts';

/** The second deployment of the page. */
const SECOND = 'staging';
const EMAIL = 'ada@example.com';
const PASSWORD = 'Laptop-only-1!';

/** Where a run of the page works. */
export interface Desk {
  readonly local: Local;
  /** The clone of the repository in which the commands run. */
  readonly root: string;
  /** Of the configurations. */
  readonly configurations: string;
  /** Of the command's profiles and tokens, as XDG_CONFIG_HOME. */
  readonly settings: string;
  /** The AWS configuration file. */
  readonly profiles: string;
  /** Runs commands of the page. @returns their exit code */
  readonly run: (commands: string) => Promise<number>;
}

/** What a person does on a real deployment, where the page says `by hand`. */
export const BY_HAND: Readonly<Record<string, (desk: Desk, commands: string) => Promise<void>>> = {
  // The tests run in a working copy that has its packages.
  installed: async () => {},

  configuration: async ({ configurations }) => {
    await mkdir(configurations, { recursive: true });
    await writeFile(path.join(configurations, `${DEPLOYMENT}.json`), read('config/dev.json'));
  },

  'second configuration': async ({ configurations }) => {
    const first = JSON.parse(readFileSync(path.join(configurations, `${DEPLOYMENT}.json`), 'utf8')) as Config;
    const { organization, identityCenter, watch } = first;
    const second = {
      ...first,
      rootDomain: `${SECOND}.localhost`,
      organization: {
        ...organization,
        tenantsOu: `Tenants ${SECOND}`,
        quarantineOu: `Quarantine ${SECOND}`,
        bootstrapOu: `Bootstrap ${SECOND}`,
      },
      identityCenter: {
        assignments: identityCenter.assignments.map(({ group, permissionSet }) => ({ group, permissionSet: `${permissionSet}-${SECOND}` })),
      },
      watch: { ...watch, guardDuty: false },
    };
    await writeFile(path.join(configurations, `${SECOND}.json`), JSON.stringify(second));
  },

  'what doctor has found': async ({ local, run }, commands) => {
    const code = await run(commands);
    if (code !== 8) throw new Error(`doctor --before ends with ${code} in a new organization, and not with 8`);
    Object.assign(quotas(local.context), WORLD.quotas);
    Object.assign(switches(local.context), { costExplorer: true, billingAccess: true, cloudFront: true });
  },

  'first release': ({ local }) => firstRelease(local, DEPLOYMENT, console.log),

  'signed in': async ({ local, settings, profiles: awsProfiles }, commands) => {
    const deployment = / --profile (\S+)/.exec(commands)?.[1] ?? DEPLOYMENT;
    const admin = await superAdminOf(local, deployment, { email: EMAIL, password: PASSWORD });
    const cognito = new CognitoIdentityProviderClient(rootOf(local, local.accounts.superAdmin));
    await cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId: admin.userPoolId, Username: EMAIL, Password: PASSWORD, Permanent: true }),
    );
    const profile = await commandProfile(local, admin, awsProfiles);
    await mkdir(path.join(settings, 'tenantry'), { recursive: true });
    const file = path.join(settings, 'tenantry', 'config.json');
    const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly profiles: object }) : undefined;
    const profiles = { ...before?.profiles, [deployment]: profile };
    await writeFile(file, JSON.stringify({ defaultProfile: DEPLOYMENT, profiles }), { mode: 0o600 });
  },

  'production access': async ({ local, run }, commands) => {
    const organizations = new OrganizationsClient(rootOf(local, local.accounts.owner));
    const [account] = (await membersOf(organizations, DEPLOYMENT)).filter(({ state }) => state === 'ACTIVE');
    if (!account) throw new Error('there is no tenant whose account asks for production access');
    const session = `export AWS_ACCESS_KEY_ID=${account.id} AWS_SECRET_ACCESS_KEY=laptop AWS_REGION=${local.region}`;
    if ((await run(`${session}\n${commands}`)) !== 0) throw new Error('SES was not asked for production access');
  },

  'brought to the baseline': async ({ run }, commands) => {
    await eventually('doctor to find nothing', async () => (await run(commands)) === 0);
  },

  'accounts are closed': async ({ local, run }, commands) => {
    const FunctionName = `tenantry-${DEPLOYMENT}-offboard-close-queue`;
    // What its schedule does by itself.
    await new LambdaClient(rootOf(local, local.accounts.superAdmin)).send(new InvokeCommand({ FunctionName, Payload: '{}' }));
    const organizations = new OrganizationsClient(rootOf(local, local.accounts.owner));
    await eventually('the tenants’ accounts to be closed', async () =>
      (await membersOf(organizations, DEPLOYMENT)).every(({ state }) => state === 'CLOSED'),
    );
    if ((await run(commands)) !== 0) throw new Error('close-queue has failed');
  },
};
