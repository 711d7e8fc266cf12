import { rootOf } from '../../laptop/demo/root.ts';
import { profilesText } from '../../laptop/src/profiles.ts';
import type { Local } from '../../laptop/src/start.ts';
import { administratorRole } from './administrator.ts';

const ROLE = 'deployer';

/** The AWS configuration file of who deploys: in the owner account as a role, since the root user sees the bill in any case. */
export const deployerProfiles = async (local: Local, deployment: string): Promise<string> => {
  const { owner } = local.accounts;
  const roleArn = await administratorRole(rootOf(local, owner), owner, ROLE);
  const role = [
    '[profile tenantry-owner]',
    `region = ${local.region}`,
    `endpoint_url = ${local.url}`,
    `role_arn = ${roleArn}`,
    'source_profile = root-of-owner',
    '',
  ].join('\n');
  return `${profilesText(local, deployment).replace('[profile tenantry-owner]', '[profile root-of-owner]')}\n${role}`;
};
