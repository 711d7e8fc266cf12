import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { Config } from '@tenantry/shared/deployment/config';
import { isCode } from '@tenantry/shared/failure/errors';
import { warnOfClosedBilling } from './billing.ts';
import { checkPermissionSets, findIdentityCenter, type IdentityCenter, warnOfMissingGroups } from './identity-center.ts';
import { checkNeighbours } from './neighbours.ts';
import { permissionSetNames } from './owner.ts';
import { enablePolicies, rootOf } from './policy-type.ts';
import { refused } from './refused.ts';
import { enableTrustedAccess } from './trusted-access.ts';

/** What must exist before the templates, since no template can create it for a whole organization. */
export interface Organization extends IdentityCenter {
  readonly organizationId: string;
  readonly rootId: string;
}

/** Where Cost Explorer and AWS Budgets answer, whatever the deployment's region. */
const BILLING_REGION = 'us-east-1';

/**
 * Finds the organization and its Identity Center, and lets service and resource control policies be attached. Logs what else a person has to
 * switch on, and nobody has yet.
 * @throws Error that says what must be enabled by hand, or which other deployment is in the organization and must not be
 */
export const discover = async (
  configuration: object,
  deployment: string,
  config: Config,
  log: (line: string) => void,
): Promise<Organization> => {
  const organizations = new OrganizationsClient(configuration);
  const organization = await findOrganization(configuration, config);
  await checkNeighbours(organizations, organization.rootId, deployment, config);
  await enablePolicies(organizations);
  await enableTrustedAccess(organizations, config);
  const { identityCenterInstanceArn, identityStoreId } = organization;
  await checkPermissionSets(new SSOAdminClient(configuration), identityCenterInstanceArn, deployment, permissionSetNames(config));
  const groups = config.identityCenter.assignments.map(({ group }) => group);
  await warnOfMissingGroups(new IdentitystoreClient(configuration), identityStoreId, groups, log);
  const billing = { ...configuration, region: BILLING_REGION };
  const clients = { costs: new CostExplorerClient(billing), budgets: new BudgetsClient(billing) };
  await warnOfClosedBilling(clients, config.accounts.owner, log);
  return organization;
};

/** The organization and its Identity Center, by reading alone. @throws Error that says what must be enabled by hand */
export const findOrganization = async (configuration: object, { region }: Pick<Config, 'region'>): Promise<Organization> => {
  const organizations = new OrganizationsClient(configuration);
  const organizationId = await organizationWithPolicies(organizations);
  const { Id: rootId } = await rootOf(organizations);
  return { organizationId, rootId, ...(await findIdentityCenter(new SSOAdminClient(configuration), region)) };
};

/** @returns the id of the organization, when policies can be attached in it */
const organizationWithPolicies = async (client: OrganizationsClient): Promise<string> => {
  const { Organization: found } = await client.send(new DescribeOrganizationCommand({})).catch((cause: unknown) => {
    if (!isCode(cause, 'AWSOrganizationsNotInUseException')) return refused('Organizations DescribeOrganization')(cause);
    throw new Error('owner account: create the organization with all features first (Organizations console, "Create an organization")', {
      cause,
    });
  });
  if (!found?.Id || found.FeatureSet !== 'ALL') {
    throw new Error('owner account: the organization must have all features (Organizations console, "Settings")');
  }
  return found.Id;
};
