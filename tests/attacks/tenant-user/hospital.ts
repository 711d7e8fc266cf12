import { AdminCreateUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import type { Person } from '@laptop/aws/testing/sign-in-pages';
import type { SignIn } from '@tenantry/api-client/sign-in';
import type { Config } from '@tenantry/shared/deployment/config';
import { loginBranding } from '../../../services/pipeline/src/steps/login-branding.ts';
import { userPool } from '../../../services/pipeline/src/steps/user-pool.ts';
import { userPoolClient } from '../../../services/pipeline/src/steps/user-pool-client.ts';
import { userPoolDomain } from '../../../services/pipeline/src/steps/user-pool-domain.ts';
import { tenant } from '../../../services/pipeline/src/testing/tenant.ts';

/** A tenant's user pool as the pipeline stage makes it, with somebody who was invited to it. */
export interface Hospital {
  readonly place: SignIn;
  /** Address of its console, without a slash at the end. */
  readonly console: string;
  readonly person: Person;
  /** Changes the pool as the account's root. */
  readonly root: CognitoIdentityProviderClient;
  readonly userPoolId: string;
}

/** @param more what the deployment's configuration says otherwise */
export const hospital = async (more: Partial<Config> = {}): Promise<Hospital> => {
  const made = await tenant();
  const scope = { ...made.scope, config: { ...made.scope.config, ...more } };
  const domain = `${scope.tenantId.toLowerCase()}.app.localhost`;
  const needs = { name: 'St. Anna', domain, plan: 'standard' };
  const pool = { ...needs, ...(await userPool.ensure(scope, needs, {})) };
  const client = { ...pool, ...(await userPoolClient.ensure(scope, pool, {})) };
  const { signInUrl } = await userPoolDomain.ensure(scope, pool, {});
  await loginBranding.ensure(scope, client, {});
  const { userPoolId, userPoolClientId: clientId } = client;
  const root = made.root.tenant(CognitoIdentityProviderClient);
  const person = { email: `ada@${domain}`, password: 'Temporary-of-ada-1', newPassword: 'Chosen-by-ada-1' };
  await root.send(
    new AdminCreateUserCommand({
      UserPoolId: userPoolId,
      Username: person.email,
      TemporaryPassword: person.password,
      MessageAction: 'SUPPRESS',
      UserAttributes: [
        { Name: 'email', Value: person.email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
  const issuer = `https://cognito-idp.${userPoolId.split('_')[0]}.amazonaws.com/${userPoolId}`;
  return { place: { issuer, signInUrl, clientId }, console: `http://${domain}`, person, root, userPoolId };
};

export const claimsOf = (token: string): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
