import { CognitoIdentityProviderClient, type CognitoIdentityProviderClientConfig } from '@aws-sdk/client-cognito-identity-provider';
import type { Config } from '@tenantry/shared/deployment/config';
import { superAdminSignInPrefix } from '@tenantry/shared/deployment/sign-in';
import { signInUrl } from '@tenantry/shared/deployment/sign-in-url';
import type { ConsoleConfig } from '../src/config.ts';

export interface Pool {
  readonly userPoolId: string;
  readonly clientId: string;
}

/** `/config.json`: all that differs between deployments. Nothing in it is secret. */
export const settingsOf = async (
  deployment: string,
  config: Config,
  pool: Pool,
  release: string,
  clients: CognitoIdentityProviderClientConfig,
): Promise<ConsoleConfig> => ({
  stage: deployment,
  production: config.production,
  region: config.region,
  ...pool,
  signInUrl: await signInUrl(new CognitoIdentityProviderClient(clients), config, superAdminSignInPrefix(deployment, config)),
  apiUrl: '/api',
  release,
});
