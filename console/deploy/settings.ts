import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import type { Config } from '@tenantry/shared/deployment/config';
import { signInUrl } from '@tenantry/shared/infra/sign-in';
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
  cognitoEndpoint: await cognitoEndpoint(clients),
  apiUrl: '/api',
  release,
  ...(config.console.signIn === 'hosted' ? { signIn: 'hosted', signInUrl: signInUrl(deployment, config) } : { signIn: 'password' }),
});

/** Where a browser signs in: the endpoint that the SDK would call, whatever its configuration says. */
const cognitoEndpoint = async (clients: CognitoIdentityProviderClientConfig): Promise<string> => {
  const { config } = new CognitoIdentityProviderClient(clients);
  const { url } = await getEndpointFromInstructions({}, InitiateAuthCommand, { ...config });
  return url.origin;
};
