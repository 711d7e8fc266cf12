import { CognitoIdentityProviderClient, DescribeManagedLoginBrandingByClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ifFound } from '@tenantry/shared/aws/found';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { tenant } from '../testing/tenant.ts';
import { GONE } from '../user-pools.ts';
import { loginBranding } from './login-branding.ts';
import { userPool } from './user-pool.ts';
import { userPoolClient } from './user-pool-client.ts';

stepContract({
  step: loginBranding,
  tenant: async () => {
    const one = await tenant();
    const needs = { name: 'St. Anna', domain: 'anna.app.localhost', plan: 'standard' };
    const pool = { ...needs, ...(await userPool.ensure(one.scope, needs, {})) };
    return { ...one, needs: { ...pool, ...(await userPoolClient.ensure(one.scope, pool, {})) } };
  },
  list: async ({ tenant: clients }, { userPoolId: UserPoolId, userPoolClientId: ClientId }) => {
    const described = new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId });
    const found = await ifFound(() => clients(CognitoIdentityProviderClient).send(described), ...GONE);
    return found?.ManagedLoginBranding?.ManagedLoginBrandingId ? [found.ManagedLoginBranding.ManagedLoginBrandingId] : [];
  },
});
