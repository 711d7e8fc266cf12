import { GetGroupIdCommand, type IdentitystoreClient } from '@aws-sdk/client-identitystore';
import {
  DescribePermissionSetCommand,
  paginateListInstances,
  paginateListPermissionSets,
  paginateListTagsForResource,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { collect } from '@tenantry/shared/aws/pages';
import { configFile } from '@tenantry/shared/deployment/config';
import { DEPLOYMENT_TAG } from '@tenantry/shared/domain/names';
import { isCode } from '@tenantry/shared/failure/errors';
import { refused } from './refused.ts';

export interface IdentityCenter {
  readonly identityCenterInstanceArn: string;
  readonly identityStoreId: string;
}

/**
 * The Identity Center of the organization, as the region of the configuration knows it.
 * @throws Error that says what must be done by hand
 */
export const findIdentityCenter = async (client: SSOAdminClient, region: string): Promise<IdentityCenter> => {
  const instances = collect(paginateListInstances({ client }, {}), (page) => page.Instances);
  const [instance] = await instances.catch(refused('IAM Identity Center ListInstances'));
  const { InstanceArn, IdentityStoreId, Status, StatusReason, PrimaryRegion } = instance ?? {};
  if (!InstanceArn || !IdentityStoreId) throw new Error(missing(region));
  if (Status !== undefined && Status !== 'ACTIVE') {
    throw new Error(
      `owner account: IAM Identity Center is ${Status}${StatusReason ? ` (${StatusReason})` : ''}: run this command again when its console shows it as active`,
    );
  }
  // A replica answers ListInstances, but neither permission sets nor assignments (IAM Identity Center User Guide,
  // "IAM Identity Center service APIs supported in additional AWS Regions").
  if (PrimaryRegion !== undefined && PrimaryRegion !== region) throw new Error(replica(region, PrimaryRegion));
  return { identityCenterInstanceArn: InstanceArn, identityStoreId: IdentityStoreId };
};

/** Identity Center answers in its own regions alone, as if there were none elsewhere (API reference, ListInstances). */
const missing = (region: string): string =>
  `owner account: there is no IAM Identity Center in ${region}: enable it there (its console, "Enable"); where it is enabled in another region, an organization has only one: set region of the configuration to that`;
const replica = (region: string, primary: string): string =>
  `owner account: the primary region of IAM Identity Center is ${primary}, and in ${region} it makes neither permission sets nor assignments: set region of the configuration to ${primary}`;

/** Which groups Identity Center does not have. @throws Error that says what Identity Store answered instead */
export const missingGroups = async (
  store: IdentitystoreClient,
  IdentityStoreId: string,
  groups: readonly string[],
): Promise<readonly string[]> => {
  const missing: string[] = [];
  for (const group of new Set(groups)) {
    try {
      await store.send(
        new GetGroupIdCommand({
          IdentityStoreId,
          AlternateIdentifier: { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: group } },
        }),
      );
    } catch (error) {
      if (!isCode(error, 'ResourceNotFoundException')) refused('Identity Store GetGroupId')(error);
      missing.push(group);
    }
  }
  return missing;
};

/** Groups come from the identity provider, often later than this: the account stage waits for them, so this only logs. */
export const warnOfMissingGroups = async (
  store: IdentitystoreClient,
  identityStoreId: string,
  groups: readonly string[],
  log: (line: string) => void,
): Promise<void> => {
  for (const group of await missingGroups(store, identityStoreId, groups))
    log(`owner         group ${group} is not in Identity Center yet: create it before the first tenant`);
};

/**
 * Refuses a permission set by a name that somebody else's has already: Identity Center has a name once (API reference, CreatePermissionSet,
 * ConflictException), and people of one deployment would get what the other one allows.
 * @throws Error that names the field, before anything is deployed
 */
export const checkPermissionSets = async (
  client: SSOAdminClient,
  InstanceArn: string,
  deployment: string,
  names: readonly string[],
): Promise<void> => {
  const sets = await collect(paginateListPermissionSets({ client }, { InstanceArn }), ({ PermissionSets }) => PermissionSets).catch(
    refused('IAM Identity Center ListPermissionSets'),
  );
  for (const PermissionSetArn of sets) {
    const { PermissionSet } = await client.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn }));
    const name = PermissionSet?.Name ?? '';
    if (!names.includes(name)) continue;
    const tags = await collect(paginateListTagsForResource({ client }, { InstanceArn, ResourceArn: PermissionSetArn }), ({ Tags }) => Tags);
    const owner = tags.find(({ Key }) => Key === DEPLOYMENT_TAG)?.Value;
    if (owner === deployment) continue;
    throw new Error(
      `${configFile(deployment)}: identityCenter.assignments name the permission set ${name}, which ${owner === undefined ? 'somebody else' : `the deployment ${owner}`} has already: ` +
        `choose a name that only ${deployment} has, e.g. "${name}-${deployment}", and say its rights`,
    );
  }
};
