import {
  CognitoIdentityProviderClient,
  paginateListGroups,
  paginateListUserPools,
  paginateListUsers,
  paginateListUsersInGroup,
} from '@aws-sdk/client-cognito-identity-provider';
import { DescribeGroupCommand, IdentitystoreClient, paginateListGroupMemberships } from '@aws-sdk/client-identitystore';
import {
  DescribePermissionSetCommand,
  paginateListAccountAssignments,
  paginateListInstances,
  paginateListPermissionSetsProvisionedToAccount,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import type { Assignment, Users } from '../snapshot.ts';
import type { Account } from '../store.ts';
import type { Keep } from './data-stores.ts';
import { collect, once, type Reader } from './reader.ts';

/** Who of Identity Center has which permission set in which account, asked in the management account. */
export const readAssignments = async (reader: Reader, accountIds: Readonly<Record<Account, string>>): Promise<readonly Assignment[]> => {
  const client = reader.client(SSOAdminClient);
  const instances = await reader.attempt('Identity Center', () => collect(paginateListInstances({ client }, {}), (page) => page.Instances));
  const [instance] = instances ?? [];
  if (!instance?.InstanceArn) {
    if (instances) reader.note('Identity Center', `there is none in ${reader.region}`);
    return [];
  }
  const { InstanceArn, IdentityStoreId = '' } = instance;
  const group = groupsOf(reader, IdentityStoreId);
  const each = Object.entries(accountIds) as readonly (readonly [Account, string])[];
  const found = each.map(async ([account, AccountId]): Promise<readonly Assignment[]> => {
    const sets = await reader.attempt(`permission sets of account ${account}`, () =>
      collect(paginateListPermissionSetsProvisionedToAccount({ client }, { InstanceArn, AccountId }), (page) => page.PermissionSets),
    );
    const ofSets = (sets ?? []).map(async (PermissionSetArn) => {
      const set = await reader.attempt(`permission set ${PermissionSetArn}`, () =>
        client.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn })),
      );
      const permissionSet = set?.PermissionSet?.Name ?? PermissionSetArn;
      const assignments = await reader.attempt(`assignments of ${permissionSet} in account ${account}`, () =>
        collect(
          paginateListAccountAssignments({ client }, { InstanceArn, AccountId, PermissionSetArn }),
          (page) => page.AccountAssignments,
        ),
      );
      return Promise.all(
        (assignments ?? []).map(
          async ({ PrincipalType, PrincipalId: id = '' }): Promise<Assignment> => ({
            account,
            permissionSet,
            id,
            ...(PrincipalType === 'USER' ? { kind: 'person' } : { kind: 'group', ...(await group(id)) }),
          }),
        ),
      );
    });
    return (await Promise.all(ofSets)).flat();
  });
  return (await Promise.all(found)).flat();
};

const groupsOf = ({ client: clientOf, attempt }: Reader, IdentityStoreId: string) => {
  const client = clientOf(IdentitystoreClient);
  return once(async (GroupId: string): Promise<Pick<Assignment, 'group' | 'people'>> => {
    const group = await attempt(`group ${GroupId}`, () => client.send(new DescribeGroupCommand({ IdentityStoreId, GroupId })));
    const members = await attempt(`members of group ${group?.DisplayName ?? GroupId}`, () =>
      collect(paginateListGroupMemberships({ client }, { IdentityStoreId, GroupId }), (page) => page.GroupMemberships),
    );
    return { ...(group?.DisplayName ? { group: group.DisplayName } : {}), ...(members ? { people: members.length } : {}) };
  });
};

const subjectOf = ({
  Attributes,
  Username = '',
}: {
  readonly Attributes?: readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[] | undefined;
  readonly Username?: string | undefined;
}): string => Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? Username;

/** The people of user pools, by their subjects: names and addresses are not taken. */
export const readUsers = async (reader: Reader, keep: Keep): Promise<readonly Users[]> => {
  const client = reader.client(CognitoIdentityProviderClient);
  const { account } = reader;
  const pools = await reader.attempt('user pools', () =>
    collect(paginateListUserPools({ client }, { MaxResults: 60 }), (page) => page.UserPools),
  );
  const kept = (pools ?? []).filter(({ Name = '' }) => keep(Name));
  const users = kept.map(async ({ Id: UserPoolId = '', Name: pool = '' }): Promise<readonly Users[]> => {
    const groups = await reader.attempt(`groups of user pool ${pool}`, () =>
      collect(paginateListGroups({ client }, { UserPoolId }), (page) => page.Groups),
    );
    const inGroups = (groups ?? []).map(async ({ GroupName: group = '' }): Promise<readonly Users[]> => {
      const members = await reader.attempt(`group ${group} of user pool ${pool}`, () =>
        collect(paginateListUsersInGroup({ client }, { UserPoolId, GroupName: group }), (page) => page.Users),
      );
      return members ? [{ account, pool, group, subjects: members.map(subjectOf) }] : [];
    });
    const all = await reader.attempt(`users of user pool ${pool}`, () =>
      collect(paginateListUsers({ client }, { UserPoolId, AttributesToGet: ['sub'] }), (page) => page.Users),
    );
    return [...(all ? [{ account, pool, subjects: all.map(subjectOf) }] : []), ...(await Promise.all(inGroups)).flat()];
  });
  return (await Promise.all(users)).flat();
};
