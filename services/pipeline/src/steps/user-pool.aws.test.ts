import {
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { TENANT_TAG, tenantResourceName } from '@tenantry/shared/domain/names';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { tenant } from '../testing/tenant.ts';
import { userPool } from './user-pool.ts';

const needs = { name: 'St. Anna & Söhne', domain: 'anna.app.localhost' };

stepContract({
  step: userPool,
  tenant: async () => ({ scope: (await tenant()).scope, needs }),
  list: async ({ cognito }) => {
    const { UserPools = [] } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
    return UserPools.flatMap(({ Id }) => (Id ? [Id] : []));
  },
  drift: async ({ cognito, tenantId }, _needs, { userPoolId: UserPoolId }) => {
    await cognito.send(
      new UpdateUserPoolCommand({
        UserPoolId,
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
        UserPoolTags: { [TENANT_TAG]: tenantId },
      }),
    );
  },
  isSound: async ({ cognito }, _needs, { userPoolId }) => {
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
    expect(UserPool?.Policies?.PasswordPolicy).toMatchObject({ MinimumLength: 12, RequireNumbers: true });
    expect(UserPool?.AdminCreateUserConfig?.InviteMessageTemplate?.EmailMessage).toContain('St. Anna &#38; Söhne');
    return UserPool?.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true && UserPool.MfaConfiguration === 'OPTIONAL';
  },
});

test('a pool that somebody gave a domain is removed with it', async () => {
  const { scope, root } = await tenant();
  const { userPoolId: UserPoolId } = await userPool.ensure(scope, needs, {});
  await root.cognito.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: `d-${scope.tenantId.toLowerCase()}` }));
  await expect(root.cognito.send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toThrow('It has a domain configured');
  await userPool.remove(scope, {}, {});
  expect((await root.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }))).UserPools).toEqual([]);
});

test('a pool of the same name without our tag is left alone', async () => {
  const { scope, root } = await tenant();
  const foreign = await root.cognito.send(new CreateUserPoolCommand({ PoolName: tenantResourceName(scope.tenantId) }));
  const { userPoolId } = await userPool.ensure(scope, needs, {});
  expect(userPoolId).not.toBe(foreign.UserPool?.Id);
  await userPool.remove(scope, {}, {});
  const { UserPools = [] } = await root.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
  expect(UserPools.map(({ Id }) => Id)).toEqual([foreign.UserPool?.Id]);
});

test('a pool that demands a second factor of everybody goes on demanding it', async () => {
  const { scope, root } = await tenant();
  const { userPoolId: UserPoolId } = await userPool.ensure(scope, needs, {});
  const SoftwareTokenMfaConfiguration = { Enabled: true };
  await root.cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration }));
  await userPool.ensure(scope, { ...needs, name: 'St. Berta' }, {});
  const { UserPool } = await scope.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  expect([UserPool?.MfaConfiguration, UserPool?.AdminCreateUserConfig?.InviteMessageTemplate?.EmailSubject]).toEqual([
    'ON',
    'Your account at St. Berta',
  ]);
});
