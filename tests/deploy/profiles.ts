import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { rootOf } from '../../laptop/demo/root.ts';
import { profilesText } from '../../laptop/src/profiles.ts';
import type { Local } from '../../laptop/src/start.ts';

const ROLE = 'deployer';
const document = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

/** The AWS configuration file of who deploys: in the owner account as a role, since the root user sees the bill in any case. */
export const deployerProfiles = async (local: Local, deployment: string): Promise<string> => {
  const { owner } = local.accounts;
  const iam = new IAMClient(rootOf(local, owner));
  const AssumeRolePolicyDocument = document({ Principal: { AWS: `arn:aws:iam::${owner}:root` }, Action: 'sts:AssumeRole' });
  await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument }));
  await iam.send(new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: 'all', PolicyDocument: document({ Action: '*', Resource: '*' }) }));
  const role = [
    '[profile tenantry-owner]',
    `region = ${local.region}`,
    `endpoint_url = ${local.url}`,
    `role_arn = arn:aws:iam::${owner}:role/${ROLE}`,
    'source_profile = root-of-owner',
    '',
  ].join('\n');
  return `${profilesText(local, deployment).replace('[profile tenantry-owner]', '[profile root-of-owner]')}\n${role}`;
};
