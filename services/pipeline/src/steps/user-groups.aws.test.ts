import { CognitoIdentityProviderClient, DeleteGroupCommand, ListGroupsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { GROUPS } from '../people.ts';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { userGroups } from './user-groups.ts';
import { userPool } from './user-pool.ts';

const someone = async () => {
  const one = await tenant();
  return { ...one, needs: await userPool.ensure(one.scope, { name: 'St. Anna', domain: 'anna.app.localhost', plan: 'standard' }, {}) };
};
type Needs = Awaited<ReturnType<typeof someone>>['needs'];
const cognitoOf = ({ tenant: clients }: Scope) => clients(CognitoIdentityProviderClient);
const groupsOf = async (root: Scope, { userPoolId: UserPoolId }: Needs): Promise<string[]> => {
  const { Groups = [] } = await cognitoOf(root).send(new ListGroupsCommand({ UserPoolId }));
  return Groups.map(({ GroupName = '' }) => GroupName);
};

stepContract({
  step: userGroups,
  owns: GROUPS.length,
  tenant: someone,
  list: groupsOf,
  drift: async (root, { userPoolId: UserPoolId }) => {
    await cognitoOf(root).send(new DeleteGroupCommand({ UserPoolId, GroupName: GROUPS[0] }));
  },
  isSound: async (root, needs) => (await groupsOf(root, needs)).length === GROUPS.length,
});

test('are removed where a crash has lost the id of their pool', async () => {
  const { scope, root, needs } = await someone();
  await userGroups.ensure(scope, needs, {});
  await userGroups.remove(scope, {}, {});
  expect(await groupsOf(root, needs)).toEqual([]);
});
