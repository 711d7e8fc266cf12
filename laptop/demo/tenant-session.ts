import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { httpFetch } from './http.ts';
import type { Laptop } from './laptop.ts';
import { DemoFailure, type Tenant } from './onboarding.ts';
import { rootOf } from './root.ts';

/** A signed-in user of a tenant's console, over HTTP as its browser does it. */
export interface TenantSession {
  /** `http://<slug>.app.localhost:<port>`. */
  readonly url: string;
  readonly api: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ readonly status: number; readonly body: Record<string, unknown> }>;
  readonly token: string;
}
interface ConsoleConfig {
  readonly tenantId: string;
  readonly userPoolClientId: string;
  readonly cognitoEndpoint: string;
}
export interface FirstUser {
  readonly email: string;
  readonly password: string;
}

export const urlOf = (local: Laptop, tenant: Tenant): string => `http://${tenant.domain}:${local.port}`;

/** The first user's temporary password, from the secret that the tenant's account keeps. */
export const firstUser = async (local: Laptop, tenant: Tenant): Promise<FirstUser> => {
  const { accountId, firstUserSecretArn } = tenant.configuration as { accountId: string; firstUserSecretArn: string };
  const secrets = new SecretsManagerClient(rootOf(local, accountId));
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: firstUserSecretArn }));
  const { username, email, password } = JSON.parse(SecretString ?? '{}') as { username?: string; email?: string; password: string };
  return { email: username ?? email ?? tenant.adminEmail, password };
};

/** Loads `/config.json` of a tenant's console. */
export const consoleConfig = async (url: string): Promise<ConsoleConfig> => {
  const answer = await httpFetch(`${url}/config.json`);
  if (answer.status !== 200) throw new DemoFailure(`${url}/config.json answered ${answer.status}: ${answer.text.slice(0, 200)}`);
  return JSON.parse(answer.text) as ConsoleConfig;
};

/** Signs in at the tenant's own pool; the first time Cognito wants a new password. */
export const signIn = async (local: Laptop, tenant: Tenant, newPassword: string): Promise<TenantSession> => {
  const url = urlOf(local, tenant);
  const config = await consoleConfig(url);
  const user = await firstUser(local, tenant);
  const cognito = async (operation: string, input: object): Promise<Record<string, unknown>> => {
    const answer = await httpFetch(config.cognitoEndpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify({ ...input, ClientId: config.userPoolClientId }),
    });
    if (answer.status !== 200) throw new DemoFailure(`Cognito ${operation} answered ${answer.status}: ${answer.text}`);
    return JSON.parse(answer.text) as Record<string, unknown>;
  };
  let answer = await cognito('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: user.email, PASSWORD: user.password },
  });
  if (answer.ChallengeName === 'NEW_PASSWORD_REQUIRED') {
    answer = await cognito('RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: answer.Session,
      ChallengeResponses: { USERNAME: user.email, NEW_PASSWORD: newPassword },
    });
  }
  const token = (answer.AuthenticationResult as { IdToken?: string } | undefined)?.IdToken;
  if (!token) throw new DemoFailure(`Cognito gave no token to ${user.email} of ${tenant.slug}`);
  return {
    url,
    token,
    api: async (method, path, body) => {
      const reply = await httpFetch(`${url}/api/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body }),
      });
      return { status: reply.status, body: reply.text ? (JSON.parse(reply.text) as Record<string, unknown>) : {} };
    },
  };
};
