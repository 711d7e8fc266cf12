import { GetGroupIdCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore';
import {
  paginateListAccountAssignments,
  paginateListPermissionSetsProvisionedToAccount,
  paginateListTagsForResource,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { idOf } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { DEPLOYMENT_TAG } from '@tenantry/shared/domain/names';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import type { Scope } from './scope.ts';

/** A group that gets into the account with a permission set. */
export interface AccountAssignment {
  readonly groupId: string;
  readonly permissionSetArn: string;
}

/**
 * The configured groups and permission sets, by their ids.
 * @throws StalledError when a group or permission set does not exist
 */
export const wantedAssignments = ({ assignments, owner, inOwner }: Scope): Promise<AccountAssignment[]> =>
  Promise.all(
    assignments.map(async ({ group, permissionSet }) => {
      const permissionSetArn = owner.permissionSetArns[permissionSet];
      if (!permissionSetArn) throw missing(`permission set ${permissionSet}`, 'Deploy the landing zone, then retry the stage.');
      return { groupId: await groupIdOf(inOwner(IdentitystoreClient), owner.identityStoreId, group), permissionSetArn };
    }),
  );

/**
 * Asked every time: what synchronizes groups may delete one and create it again, with another id and without its assignments
 * (https://github.com/awslabs/ssosync/issues/291).
 */
const groupIdOf = async (identityStore: IdentitystoreClient, IdentityStoreId: string, group: string): Promise<string> => {
  const UniqueAttribute = { AttributePath: 'displayName', AttributeValue: group };
  try {
    const query = new GetGroupIdCommand({ IdentityStoreId, AlternateIdentifier: { UniqueAttribute } });
    return idOf((await identityStore.send(query)).GroupId, `the group ${group}`);
  } catch (error) {
    if (!isCode(error, 'ResourceNotFoundException')) throw error;
    throw missing(`group ${group}`, 'Create the group, or take it out of identityCenter.assignments; then retry the stage.');
  }
};

const missing = (what: string, advice: string): StalledError =>
  new StalledError(`Identity Center has no ${what}`, {
    code: 'IdentityCenterIncomplete',
    advice: `${advice} docs/runbook.md#account-not-ready`,
  });

/** The groups that have a permission set in the account now. */
export const assignedGroups = async ({ inOwner, owner }: Scope, AccountId: string, PermissionSetArn: string): Promise<string[]> => {
  const groups: string[] = [];
  const query = { InstanceArn: owner.identityCenterInstanceArn, AccountId, PermissionSetArn };
  for await (const page of paginateListAccountAssignments({ client: inOwner(SSOAdminClient) }, query)) {
    for (const { PrincipalType, PrincipalId } of page.AccountAssignments ?? []) {
      if (PrincipalType === 'GROUP' && PrincipalId) groups.push(PrincipalId);
    }
  }
  return groups;
};

/** Those that are not in the account yet. */
export const missingAssignments = async (
  scope: Scope,
  accountId: string,
  wanted: readonly AccountAssignment[],
): Promise<AccountAssignment[]> => {
  const found = await Promise.all(wanted.map(({ permissionSetArn }) => assignedGroups(scope, accountId, permissionSetArn)));
  return wanted.filter(({ groupId }, i) => !found[i]?.includes(groupId));
};

/** Permission sets of this deployment that the account has: also one that the configuration has lost since, as its tag tells. */
const ourSets = async ({ inOwner, owner, deployment }: Scope, AccountId: string): Promise<readonly string[]> => {
  const client = inOwner(SSOAdminClient);
  const InstanceArn = owner.identityCenterInstanceArn;
  const configured = Object.values(owner.permissionSetArns);
  const provisioned = await collect(
    paginateListPermissionSetsProvisionedToAccount({ client }, { InstanceArn, AccountId }),
    ({ PermissionSets }) => PermissionSets,
  );
  const lost: string[] = [];
  for (const ResourceArn of provisioned.filter((arn) => !configured.includes(arn))) {
    const tags = await collect(paginateListTagsForResource({ client }, { InstanceArn, ResourceArn }), ({ Tags }) => Tags);
    if (tags.some(({ Key, Value }) => Key === DEPLOYMENT_TAG && Value === deployment)) lost.push(ResourceArn);
  }
  return [...configured, ...lost];
};

/**
 * Assignments of this deployment's permission sets that nobody wants: of groups and sets that were taken out of the configuration. Those of
 * other permission sets are the organization's own.
 */
export const surplusAssignments = async (
  scope: Scope,
  accountId: string,
  wanted: readonly AccountAssignment[],
): Promise<AccountAssignment[]> => {
  const found: AccountAssignment[] = [];
  for (const permissionSetArn of await ourSets(scope, accountId)) {
    const groups = await assignedGroups(scope, accountId, permissionSetArn);
    found.push(...groups.map((groupId) => ({ groupId, permissionSetArn })));
  }
  return found.filter((one) => !wanted.some((other) => isSame(one, other)));
};
export const isSame = (a: AccountAssignment, b: AccountAssignment): boolean =>
  a.groupId === b.groupId && a.permissionSetArn === b.permissionSetArn;

/** Input of CreateAccountAssignment and DeleteAccountAssignment. */
export const assignmentInput = ({ owner }: Scope, accountId: string, { groupId, permissionSetArn }: AccountAssignment) => ({
  InstanceArn: owner.identityCenterInstanceArn,
  TargetId: accountId,
  TargetType: 'AWS_ACCOUNT' as const,
  PermissionSetArn: permissionSetArn,
  PrincipalType: 'GROUP' as const,
  PrincipalId: groupId,
});
