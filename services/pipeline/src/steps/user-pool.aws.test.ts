import {
  CognitoIdentityProviderClient,
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
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { userPool } from './user-pool.ts';

const needs = { name: 'St. Anna & Söhne', domain: 'anna.app.localhost', plan: 'standard' };

const cognitoOf = ({ tenant: clients }: Scope) => clients(CognitoIdentityProviderClient);
const poolsIn = async (root: Scope): Promise<string[]> => {
  const { UserPools = [] } = await cognitoOf(root).send(new ListUserPoolsCommand({ MaxResults: 60 }));
  return UserPools.flatMap(({ Id }) => (Id ? [Id] : []));
};
/** Of the tenant's name, made by somebody else. */
const strangers = new Set<string>();

const contract = stepContract({
  step: userPool,
  tenant: async () => ({ ...(await tenant()), needs }),
  list: async (root) => (await poolsIn(root)).filter((id) => !strangers.has(id)),
  foreign: async (root) => {
    const { UserPool } = await cognitoOf(root).send(new CreateUserPoolCommand({ PoolName: tenantResourceName(root.tenantId) }));
    const id = UserPool?.Id ?? '';
    strangers.add(id);
    const isUntouched = async () => {
      const { UserPool: found } = await cognitoOf(root).send(new DescribeUserPoolCommand({ UserPoolId: id }));
      return found?.AdminCreateUserConfig?.AllowAdminCreateUserOnly !== true && Object.keys(found?.UserPoolTags ?? {}).length === 0;
    };
    return { id, isUntouched };
  },
  drift: async (root, _needs, { userPoolId: UserPoolId }) => {
    await cognitoOf(root).send(
      new UpdateUserPoolCommand({
        UserPoolId,
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
        UserPoolTags: { [TENANT_TAG]: root.tenantId },
      }),
    );
  },
  isSound: async (root, _needs, { userPoolId }) => {
    const { UserPool } = await cognitoOf(root).send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
    expect(UserPool?.Policies?.PasswordPolicy).toMatchObject({ MinimumLength: 12, RequireNumbers: true });
    expect(UserPool?.EmailConfiguration?.EmailSendingAccount).toBe('COGNITO_DEFAULT');
    return UserPool?.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true && UserPool.MfaConfiguration === 'OPTIONAL';
  },
});
contractCatches(contract);

test('a pool that somebody gave a domain is removed with it', async () => {
  const { scope, root } = await tenant();
  const { userPoolId: UserPoolId } = await userPool.ensure(scope, needs, {});
  await cognitoOf(root).send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: `d-${scope.tenantId.toLowerCase()}` }));
  await expect(cognitoOf(root).send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toThrow('It has a domain configured');
  await userPool.remove(scope, {}, {});
  expect(await poolsIn(root)).toEqual([]);
});

test('in production a second factor is demanded, unless the configuration says otherwise', async () => {
  const { scope } = await tenant();
  const mfaOf = async (config: Partial<Scope['config']>) => {
    const { userPoolId: UserPoolId } = await userPool.ensure({ ...scope, config: { ...scope.config, ...config } }, needs, {});
    return (await cognitoOf(scope).send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool?.MfaConfiguration;
  };
  const { signIn } = scope.config;
  expect(await mfaOf({ production: true, signIn: { ...signIn, tenantMfa: 'OPTIONAL' } })).toBe('OPTIONAL');
  expect(await mfaOf({ production: true })).toBe('ON');
});

test('an address counts once it was confirmed, and nobody gives themselves another meanwhile', async () => {
  const { scope } = await tenant();
  const { userPoolId: UserPoolId } = await userPool.ensure(scope, needs, {});
  const { UserPool } = await cognitoOf(scope).send(new DescribeUserPoolCommand({ UserPoolId }));
  expect(UserPool?.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate).toEqual(['email']);
});

test('a pool that demands a second factor of everybody goes on demanding it', async () => {
  const { scope, root } = await tenant();
  const { userPoolId: UserPoolId } = await userPool.ensure(scope, needs, {});
  const SoftwareTokenMfaConfiguration = { Enabled: true };
  await cognitoOf(root).send(new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration }));
  const AdminCreateUserConfig = { AllowAdminCreateUserOnly: false };
  await cognitoOf(root).send(new UpdateUserPoolCommand({ UserPoolId, AdminCreateUserConfig, MfaConfiguration: 'ON' }));
  await userPool.ensure(scope, needs, {});
  const { UserPool } = await cognitoOf(scope).send(new DescribeUserPoolCommand({ UserPoolId }));
  expect([UserPool?.MfaConfiguration, UserPool?.AdminCreateUserConfig?.AllowAdminCreateUserOnly]).toEqual(['ON', true]);
});

test('the second factor is that of the plan which its tenant has now, and after another plan that which it was before', async () => {
  const { scope } = await tenant();
  const planned = { ...scope, config: { ...scope.config, plans: { strict: { mfa: 'ON' as const }, loose: { mfa: 'OPTIONAL' as const } } } };
  let saved = {};
  const found: unknown[] = [];
  for (const plan of ['loose', 'strict', 'loose']) {
    const out = await userPool.ensure(planned, { ...needs, plan }, saved);
    saved = out;
    const query = new DescribeUserPoolCommand({ UserPoolId: out.userPoolId });
    found.push((await cognitoOf(scope).send(query)).UserPool?.MfaConfiguration);
  }
  expect(found).toEqual(['OPTIONAL', 'ON', 'OPTIONAL']);
});
