import { GetGroupIdCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { DescribeOrganizationCommand, EnablePolicyTypeCommand, ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { Config } from '@tenantry/shared/config';

/** What must exist before the templates, since no template can create it for a whole organization. */
export interface Organization {
  readonly organizationId: string;
  readonly rootId: string;
  readonly identityCenterInstanceArn: string;
  readonly identityStoreId: string;
}

/**
 * Finds the organization and its Identity Center, and lets service control policies be attached.
 * @throws Error that says what is to be enabled by hand
 */
export const discover = async (configuration: object, config: Config, log: (line: string) => void): Promise<Organization> => {
  const organizations = new OrganizationsClient(configuration);
  const { Organization: organization } = await organizations.send(new DescribeOrganizationCommand({})).catch((cause: unknown) => {
    throw new Error('owner account: create the organization with all features first (Organizations console, "Create an organization")', {
      cause,
    });
  });
  if (!organization?.Id || organization.FeatureSet !== 'ALL') {
    throw new Error('owner account: the organization must have all features (Organizations console, "Settings")');
  }
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const root = Roots?.[0];
  if (!root?.Id) throw new Error('owner account: the organization has no root');
  const enabled = root.PolicyTypes?.some(({ Type, Status }) => Type === 'SERVICE_CONTROL_POLICY' && Status === 'ENABLED');
  if (!enabled) await enablePolicies(organizations, root.Id);
  const { Instances } = await new SSOAdminClient(configuration).send(new ListInstancesCommand({})).catch((cause: unknown) => {
    throw new Error('owner account: IAM Identity Center does not answer', { cause });
  });
  const { InstanceArn, IdentityStoreId } = Instances?.[0] ?? {};
  if (!InstanceArn || !IdentityStoreId) throw new Error('owner account: enable IAM Identity Center first (its console, "Enable")');
  await warnOfMissingGroups(new IdentitystoreClient(configuration), IdentityStoreId, config, log);
  return { organizationId: organization.Id, rootId: root.Id, identityCenterInstanceArn: InstanceArn, identityStoreId: IdentityStoreId };
};

const enablePolicies = async (organizations: OrganizationsClient, RootId: string): Promise<void> => {
  try {
    await organizations.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  } catch (error) {
    if ((error as Error).name !== 'PolicyTypeAlreadyEnabledException') throw error;
  }
};

/** Groups come from the identity provider, often later than this: the account stage waits for them, so this only tells. */
const warnOfMissingGroups = async (
  store: IdentitystoreClient,
  IdentityStoreId: string,
  config: Config,
  log: (line: string) => void,
): Promise<void> => {
  for (const group of new Set(config.identityCenter.assignments.map((assignment) => assignment.group))) {
    try {
      await store.send(
        new GetGroupIdCommand({
          IdentityStoreId,
          AlternateIdentifier: { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: group } },
        }),
      );
    } catch (error) {
      if ((error as Error).name !== 'ResourceNotFoundException') throw error;
      log(`owner         group ${group} is not in Identity Center yet: create it before the first tenant`);
    }
  }
};
