import { setTimeout } from 'node:timers/promises';
import { GetGroupIdCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore';
import {
  DescribeOrganizationCommand,
  EnablePolicyTypeCommand,
  OrganizationsClient,
  paginateListRoots,
  type Root,
} from '@aws-sdk/client-organizations';
import { paginateListInstances, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import type { Config } from '@tenantry/shared/config';
import { collect } from '@tenantry/shared/pages';

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
  const root = await rootOf(organizations);
  if (!root?.Id) throw new Error('owner account: the organization has no root');
  await enablePolicies(organizations, root);
  const pages = paginateListInstances({ client: new SSOAdminClient(configuration) }, {});
  const [instance] = await collect(pages, ({ Instances }) => Instances).catch((cause: unknown) => {
    throw new Error('owner account: IAM Identity Center does not answer', { cause });
  });
  const { InstanceArn, IdentityStoreId } = instance ?? {};
  if (!InstanceArn || !IdentityStoreId) throw new Error(noIdentityCenter(config.region));
  await warnOfMissingGroups(new IdentitystoreClient(configuration), IdentityStoreId, config, log);
  return { organizationId: organization.Id, rootId: root.Id, identityCenterInstanceArn: InstanceArn, identityStoreId: IdentityStoreId };
};

/** Identity Center answers in its own region alone, as if there were none (API reference, ListInstances). */
const noIdentityCenter = (region: string): string =>
  `owner account: there is no IAM Identity Center in ${region}: enable it there (its console, "Enable"); where it is enabled in another region, an organization has only one: set region of the configuration to that`;

/** How often, and after how many milliseconds, Organizations is asked whether it has enabled the policy type: a minute in all. */
const LOOKS = 30;
const LOOK_MS = 2_000;

/** An organization has one root; a page may be empty although it is on the next (Organizations API reference, ListRoots). */
const rootOf = async (client: OrganizationsClient): Promise<Root | undefined> =>
  (await collect(paginateListRoots({ client }, {}), ({ Roots }) => Roots))[0];

const hasPolicies = (root: Root | undefined): boolean =>
  root?.PolicyTypes?.some(({ Type, Status }) => Type === 'SERVICE_CONTROL_POLICY' && Status === 'ENABLED') ?? false;

/**
 * Enables service control policies, and waits until they are: until then policies can be neither made nor attached
 * (API reference, EnablePolicyType: asynchronous; CreatePolicy: PolicyTypeNotEnabledException).
 */
const enablePolicies = async (organizations: OrganizationsClient, root: Root): Promise<void> => {
  if (hasPolicies(root)) return;
  try {
    await organizations.send(new EnablePolicyTypeCommand({ RootId: root.Id, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  } catch (error) {
    // An earlier run may have asked for it.
    const { name } = error as Error;
    if (name !== 'PolicyTypeAlreadyEnabledException' && name !== 'PolicyChangesInProgressException') throw error;
  }
  for (let look = 0; look < LOOKS; look++) {
    if (hasPolicies(await rootOf(organizations))) return;
    await setTimeout(LOOK_MS);
  }
  throw new Error('owner account: Organizations has not enabled service control policies after a minute; run this command again');
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
