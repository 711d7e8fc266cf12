import {
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  DeleteGroupCommand,
  type GroupType,
  paginateListGroups,
} from '@aws-sdk/client-cognito-identity-provider';
import { collect } from '@tenantry/shared/aws/pages';
import { resources } from '@tenantry/shared/saga/resource';
import { GROUPS } from '../people.ts';
import type { Scope } from '../scope.ts';
import { GONE, ownUserPool } from '../user-pools.ts';

interface Needs {
  readonly userPoolId: string;
}
interface Wanted extends Needs {
  readonly group: string;
}

/** The groups by which the tenant's application knows what its people may do. */
export const userGroups = resources(
  'userGroups',
  {
    each: (_scope, { userPoolId }: Needs): readonly Wanted[] => GROUPS.map((group) => ({ userPoolId, group })),
    find: async (scope: Scope, { userPoolId }: Partial<Needs>): Promise<readonly GroupType[]> => {
      const UserPoolId = userPoolId ?? (await ownUserPool(scope))?.Id;
      if (UserPoolId === undefined) return [];
      const pages = paginateListGroups({ client: scope.tenant(CognitoIdentityProviderClient) }, { UserPoolId });
      return (await collect(pages, ({ Groups }) => Groups)).filter(({ GroupName = '' }) => GROUPS.includes(GroupName));
    },
    is: (_scope, { group }, { GroupName }) => GroupName === group,
    hasNoTags: "a group has none; it is in the tenant's own pool",
    create: async ({ tenant }: Scope, { userPoolId: UserPoolId, group: GroupName }: Wanted) =>
      (await tenant(CognitoIdentityProviderClient).send(new CreateGroupCommand({ UserPoolId, GroupName }))).Group,
    cannotDiffer: 'a group is its name',
    remove: ({ tenant }, { UserPoolId, GroupName }) =>
      tenant(CognitoIdentityProviderClient).send(new DeleteGroupCommand({ UserPoolId, GroupName })),
    gone: GONE,
    what: ({ GroupName }) => `the group ${GroupName} of the user pool`,
    out: () => ({}),
  },
  { creates: [{ type: 'AWS::Cognito::UserPoolGroup', count: GROUPS.length }] },
);
