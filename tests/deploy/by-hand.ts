import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AdminSetUserPasswordCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { switches } from '@laptop/aws/gateway/rules/by-hand';
import { quotas } from '@laptop/aws/gateway/rules/quotas';
import { membersOf } from '@tenantry/landing-zone/remove/live-tenants';
import { eventually } from '@tenantry/shared/testing/eventually';
import { commandProfile } from '../../laptop/demo/command-profile.ts';
import { rootOf } from '../../laptop/demo/root.ts';
import { superAdminOf } from '../../laptop/demo/super-admin.ts';
import { firstRelease } from '../../laptop/src/first-release.ts';
import type { Local } from '../../laptop/src/start.ts';
import { WORLD } from '../../laptop/src/world.ts';
import { read } from '../repository.ts';

/** Of the page's commands. */
export const DEPLOYMENT = 'prod';
const EMAIL = 'ada@example.com';
const PASSWORD = 'Laptop-only-1!';

/** Where a run of the page works. */
export interface Desk {
  readonly local: Local;
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

  'what doctor has found': async ({ local, run }, commands) => {
    const code = await run(commands);
    if (code !== 8) throw new Error(`doctor --before ends with ${code} in a new organization, and not with 8`);
    Object.assign(quotas(local.context), WORLD.quotas);
    Object.assign(switches(local.context), { costExplorer: true, billingAccess: true, cloudFront: true });
  },

  'first release': ({ local }) => firstRelease(local, DEPLOYMENT, console.log),

  'signed in': async ({ local, settings, profiles }) => {
    const admin = await superAdminOf(local, DEPLOYMENT, { email: EMAIL, password: PASSWORD });
    const cognito = new CognitoIdentityProviderClient(rootOf(local, local.accounts.superAdmin));
    await cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId: admin.userPoolId, Username: EMAIL, Password: PASSWORD, Permanent: true }),
    );
    const profile = await commandProfile(local, admin, profiles);
    await mkdir(path.join(settings, 'tenantry'), { recursive: true });
    const file = path.join(settings, 'tenantry', 'config.json');
    await writeFile(file, JSON.stringify({ defaultProfile: DEPLOYMENT, profiles: { [DEPLOYMENT]: profile } }), { mode: 0o600 });
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
