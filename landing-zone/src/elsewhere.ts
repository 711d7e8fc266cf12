import { CloudFormationClient, type CloudFormationClientConfig, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { configFile } from '@tenantry/shared/deployment/config';
import { peeringAccepterRoleName, stackName } from './resource-names.ts';
import { stackOf } from './stack-watch.ts';

/** The deployment is not in the region that its configuration has: it is in another one, or nowhere yet. Nothing was changed. */
export class WrongRegion extends Error {
  override readonly name = 'WrongRegion';
}

const hasRole = async (client: IAMClient, RoleName: string): Promise<boolean> =>
  (await ifFound(() => client.send(new GetRoleCommand({ RoleName })), 'NoSuchEntity', 'NoSuchEntityException')) !== undefined;

/** Of clients of the super-admin account, with the region that the deployment should be in. */
type Configuration = CloudFormationClientConfig & { readonly region: string };

/**
 * Refuses a deployment that is in another region already: roles belong to no region and stacks to one, so a changed `region` would fail in the
 * middle, at the first name that is taken.
 * @returns whether its landing zone is here; else it is nowhere yet
 * @throws WrongRegion before anything is changed
 */
export const requireHere = async (configuration: Configuration, deployment: string): Promise<boolean> => {
  const [role, stack] = [peeringAccepterRoleName(deployment), stackName(deployment)];
  const [iam, cloudFormation] = [new IAMClient(configuration), new CloudFormationClient(configuration)];
  try {
    if (await stackOf(cloudFormation, stack)) return true;
    if (!(await hasRole(iam, role))) return false;
  } finally {
    for (const client of [iam, cloudFormation]) client.destroy();
  }
  throw new WrongRegion(
    `nothing was changed: role ${role} is there, but ${configuration.region} has no stack ${stack}: the deployment ${deployment} is in another region. ` +
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
 * @throws WrongRegion before anything is changed, with the deployments that are there
 */
export const requireLandingZone = async (configuration: Configuration, deployment: string): Promise<void> => {
  if (await requireHere(configuration, deployment)) return;
  const fix = `Deploy the landing zone first (npm run landing-zone -- --stage ${deployment}), or correct --stage, or region in ${configFile(deployment)}.`;
  throw await nothingHere(configuration, `no stack ${stackName(deployment)}`, fix);
};

/** What to throw where something of a deployment is missing: it names the deployments that are there. @param missing `no stack tenantry-prod-landing-zone` */
export const nothingHere = async (configuration: Configuration, missing: string, fix: string): Promise<WrongRegion> => {
  const client = new CloudFormationClient(configuration);
  const here = await deploymentsHere(client).finally(() => client.destroy());
  return new WrongRegion(
    `nothing was changed: ${configuration.region} has ${missing}; deployments there: ${here.join(', ') || 'none'}. ${fix}`,
  );
};
