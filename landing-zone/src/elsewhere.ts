import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { isCode } from '@tenantry/shared/failure/errors';
import { peeringAccepterRoleName, stackName } from './resource-names.ts';
import { messageOf } from './stack-watch.ts';

/** The deployment lies in another region than its configuration says. Nothing was changed. */
export class WrongRegion extends Error {
  override readonly name = 'WrongRegion';
}

const hasStack = (client: CloudFormationClient, StackName: string): Promise<boolean> =>
  client.send(new DescribeStacksCommand({ StackName })).then(
    () => true,
    (error: unknown) => {
      // CloudFormation has no separate code for this.
      if (/does not exist/i.test(messageOf(error))) return false;
      throw error;
    },
  );

const hasRole = (client: IAMClient, RoleName: string): Promise<boolean> =>
  client.send(new GetRoleCommand({ RoleName })).then(
    () => true,
    (error: unknown) => {
      if (isCode(error, 'NoSuchEntity', 'NoSuchEntityException')) return false;
      throw error;
    },
  );

/**
 * Refuses a deployment that is in another region already: roles belong to no region and stacks to one, so a changed `region` would fail in the
 * middle, at the first name that is taken.
 * @param clients of the super-admin account, CloudFormation in the configuration's region
 * @throws WrongRegion before anything is changed
 */
export const requireHere = async (
  clients: { readonly iam: IAMClient; readonly cloudFormation: CloudFormationClient },
  deployment: string,
  region: string,
): Promise<void> => {
  const [role, stack] = [peeringAccepterRoleName(deployment), stackName(deployment)];
  if ((await hasStack(clients.cloudFormation, stack)) || !(await hasRole(clients.iam, role))) return;
  throw new WrongRegion(
    `nothing was changed: role ${role} is there, but ${region} has no stack ${stack}: the deployment ${deployment} is in another region. ` +
      'Set region of its configuration back, or remove it there first (npm run remove).',
  );
};
