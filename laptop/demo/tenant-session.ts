import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SignIn } from '@tenantry/api-client/sign-in';
import { httpFetch } from './http.ts';
import type { Laptop } from './laptop.ts';
import { DemoFailure, type Tenant } from './onboarding.ts';
import { rootOf } from './root.ts';
import { signInAt } from './sign-in.ts';

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
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly signInUrl: string;
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

/** Where the users of a tenant's console sign in. */
export const placeOf = ({ userPoolId, userPoolClientId: clientId, signInUrl }: ConsoleConfig): SignIn => ({
  issuer: `https://cognito-idp.${userPoolId.split('_')[0]}.amazonaws.com/${userPoolId}`,
  signInUrl,
  clientId,
});

/** Signs in at the pages of the tenant's own pool; the first time Cognito wants a new password. */
export const signIn = async (local: Laptop, tenant: Tenant, newPassword: string): Promise<TenantSession> => {
  const url = urlOf(local, tenant);
  const place = placeOf(await consoleConfig(url));
  const user = await firstUser(local, tenant);
  const { idToken: token } = await signInAt(place, url, { ...user, newPassword }).catch((error: unknown) => {
    throw new DemoFailure(`${user.email} of ${tenant.slug} cannot sign in: ${String(error)}`);
  });
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
