import { type CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import type { Config } from './config.ts';

/** Where Cognito shows the pages of the user pool that has this prefix: configured, for a client's region and endpoint. */
export const signInUrl = async (
  cognito: Pick<CognitoIdentityProviderClient, 'config'>,
  { signIn, region }: Pick<Config, 'signIn' | 'region'>,
  prefix: string,
): Promise<string> => {
  const { url } = await getEndpointFromInstructions({}, InitiateAuthCommand, { ...cognito.config });
  return signIn.url.replace('{prefix}', prefix).replace('{region}', region).replace('{endpoint}', url.origin);
};
