import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  GetUserCommand,
  InitiateAuthCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect } from '@jest/globals';
import { isolation } from '@tenantry/shared/testing/isolation';
import { isolatedUsers } from '../../../services/pipeline/src/steps/isolated-users.ts';
import { userPool } from '../../../services/pipeline/src/steps/user-pool.ts';
import { userPoolClient } from '../../../services/pipeline/src/steps/user-pool-client.ts';
import { tenant } from '../../../services/pipeline/src/testing/tenant.ts';
import { attack } from '../attack.ts';

attack(
  'isolated-tokens',
  'a thief of a user’s password and tokens goes on with them while the tenant is isolated, and afterwards',
  async () => {
    const { scope, root } = await tenant();
    const cognito = root.tenant(CognitoIdentityProviderClient);
    const needs = { name: 'St. Anna', domain: 'anna.app.localhost', plan: 'standard' };
    const { userPoolId: UserPoolId } = await userPool.ensure(scope, needs, {});
    const heard = { ...needs, userPoolId: UserPoolId };
    const { userPoolClientId: ClientId } = await userPoolClient.ensure(scope, heard, {});
    const person = { UserPoolId, Username: 'nurse@anna.example' };
    await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: 'SUPPRESS' }));
    await cognito.send(new AdminSetUserPasswordCommand({ ...person, Password: 'Known-password-1', Permanent: true }));
    // As in a tenant whose client somebody has opened: the product's own lets no password in here.
    const open = { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH' as const, 'ALLOW_REFRESH_TOKEN_AUTH' as const] };
    await cognito.send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ClientName: 'console', ...open }));
    const ask = (AuthFlow: 'USER_PASSWORD_AUTH' | 'REFRESH_TOKEN_AUTH', AuthParameters: Record<string, string>) =>
      cognito.send(new InitiateAuthCommand({ AuthFlow, ClientId, AuthParameters }));
    const signIn = () => ask('USER_PASSWORD_AUTH', { USERNAME: person.Username, PASSWORD: 'Known-password-1' });
    const { AccessToken, RefreshToken = '' } = (await signIn()).AuthenticationResult!;
    const refresh = () => ask('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken });
    await refresh();

    await isolatedUsers.ensure(scope, isolation(true), {});
    for (const attempt of [signIn, refresh, () => cognito.send(new GetUserCommand({ AccessToken }))])
      await expect(attempt()).rejects.toThrow();
    // The isolation ends: what was stolen before is not good again.
    await cognito.send(new UpdateUserPoolClientCommand({ UserPoolId, ClientId, ClientName: 'console', ...open }));
    await expect(refresh()).rejects.toThrow();
    await expect(cognito.send(new GetUserCommand({ AccessToken }))).rejects.toThrow();
  },
);
