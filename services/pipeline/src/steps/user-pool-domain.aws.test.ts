import {
  CognitoIdentityProviderClient,
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { tenantSignInPrefix } from '@tenantry/shared/deployment/sign-in';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { tenant } from '../testing/tenant.ts';
import { userPool } from './user-pool.ts';
import { userPoolDomain } from './user-pool-domain.ts';

const someone = async () => {
  const one = await tenant();
  return { ...one, needs: await userPool.ensure(one.scope, { name: 'St. Anna', domain: 'anna.app.localhost', plan: 'standard' }, {}) };
};
const cognitoOf = ({ tenant: clients }: Scope) => clients(CognitoIdentityProviderClient);

stepContract({
  step: userPoolDomain,
  tenant: someone,
  list: async (root, { userPoolId: UserPoolId }) => {
    const { UserPool } = await cognitoOf(root).send(new DescribeUserPoolCommand({ UserPoolId }));
    return UserPool?.Domain ? [UserPool.Domain] : [];
  },
  drift: async (root, { userPoolId: UserPoolId }) => {
    const Domain = tenantSignInPrefix(root.tenantId);
    await cognitoOf(root).send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
    await cognitoOf(root).send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, ManagedLoginVersion: 1 }));
  },
  isSound: async (root) => {
    const { DomainDescription } = await cognitoOf(root).send(
      new DescribeUserPoolDomainCommand({ Domain: tenantSignInPrefix(root.tenantId) }),
    );
    return DomainDescription?.ManagedLoginVersion === 2;
  },
});

test('a domain of another prefix gives way, since the console sends people to its own', async () => {
  const { scope, root, needs } = await someone();
  const UserPoolId = needs.userPoolId;
  await cognitoOf(root).send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: `by-hand-${scope.tenantId.toLowerCase()}x` }));
  await userPoolDomain.ensure(scope, needs, {});
  const { UserPool } = await cognitoOf(root).send(new DescribeUserPoolCommand({ UserPoolId }));
  expect(UserPool?.Domain).toBe(tenantSignInPrefix(scope.tenantId));
});

test('the console is told the address of the pages, in AWS as where it is configured', async () => {
  const { scope, needs } = await someone();
  const prefix = tenantSignInPrefix(scope.tenantId);
  expect(await userPoolDomain.ensure(scope, needs, {})).toEqual({ signInUrl: `${process.env.AWS_ENDPOINT_URL}/_aws/cognito/${prefix}` });
  const inAws = { ...scope, config: configOf('example') };
  expect(await userPoolDomain.ensure(inAws, needs, {})).toEqual({
    signInUrl: `https://${prefix}.auth.${inAws.config.region}.amazoncognito.com`,
  });
});
