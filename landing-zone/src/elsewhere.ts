import {
  CloudFormationClient,
  type CloudFormationClientConfig,
  DescribeStacksCommand,
  paginateDescribeStacks,
} from '@aws-sdk/client-cloudformation';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { configFile } from '@tenantry/shared/deployment/config';
import { peeringAccepterRoleName, stackName } from './resource-names.ts';
import { messageOf } from './stack-watch.ts';

/** The deployment is not in the region that its configuration has: it is in another one, or nowhere yet. Nothing was changed. */
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

const hasRole = async (client: IAMClient, RoleName: string): Promise<boolean> =>
  (await ifFound(() => client.send(new GetRoleCommand({ RoleName })), 'NoSuchEntity', 'NoSuchEntityException')) !== undefined;

/** Of the super-admin account, CloudFormation in the configuration's region. */
interface Clients {
  readonly iam: IAMClient;
  readonly cloudFormation: CloudFormationClient;
}

/**
 * Refuses a deployment that is in another region already: roles belong to no region and stacks to one, so a changed `region` would fail in the
 * middle, at the first name that is taken.
 * @throws WrongRegion before anything is changed
 */
export const requireHere = async (clients: Clients, deployment: string, region: string): Promise<void> => {
  const [role, stack] = [peeringAccepterRoleName(deployment), stackName(deployment)];
  if ((await hasStack(clients.cloudFormation, stack)) || !(await hasRole(clients.iam, role))) return;
  throw new WrongRegion(
    `nothing was changed: role ${role} is there, but ${region} has no stack ${stack}: the deployment ${deployment} is in another region. ` +
      'Set region of its configuration back, or remove it there first (npm run remove).',
  );
};

/** Names of the deployments whose landing zone lies in this account and region. */
const deploymentsHere = async (client: CloudFormationClient): Promise<readonly string[]> => {
  const stacks = await collect(paginateDescribeStacks({ client }, {}), ({ Stacks }) => Stacks);
  const [before = '', after = ''] = stackName('|').split('|');
  const names = stacks.flatMap(({ StackName = '' }) =>
    StackName.startsWith(before) && StackName.endsWith(after) ? [StackName.slice(before.length, -after.length)] : [],
  );
  return names.sort();
};

/**
 * Refuses what comes after the landing zone where that is not: with another region or another name, services would be created beside those
 * that run, and fail in the middle, at the first name that is taken.
 * @param configuration of clients of the super-admin account, with the region that the deployment should be in
 * @throws WrongRegion before anything is changed, with the deployments that are there
 */
export const requireLandingZone = async (
  configuration: CloudFormationClientConfig & { readonly region: string },
  deployment: string,
): Promise<void> => {
  const { region } = configuration;
  const clients = { iam: new IAMClient(configuration), cloudFormation: new CloudFormationClient(configuration) };
  try {
    await requireHere(clients, deployment, region);
    if (!(await hasStack(clients.cloudFormation, stackName(deployment)))) throw await nowhere(clients.cloudFormation, deployment, region);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
};

const nowhere = async (client: CloudFormationClient, deployment: string, region: string): Promise<WrongRegion> => {
  const here = await deploymentsHere(client);
  return new WrongRegion(
    `nothing was changed: ${region} has no stack ${stackName(deployment)}; deployments there: ${here.join(', ') || 'none'}. ` +
      `Deploy the landing zone first (npm run landing-zone -- --stage ${deployment}), or correct --stage, or region in ${configFile(deployment)}.`,
  );
};
