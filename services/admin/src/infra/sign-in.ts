import { REDIRECT_PORTS, redirectUrl } from '@tenantry/api-client/loopback-redirect';
import type { Config } from '@tenantry/shared/deployment/config';
import { signInDomain } from '@tenantry/shared/infra/sign-in';

/** Path of the console to which Cognito's page sends a browser back. */
const CONSOLE_CALLBACK = '/signed-in';

/**
 * Sign-in by Cognito's own page, for the console and for the command line: authorization code with PKCE only. Nothing of it where the
 * configuration asks for passwords, since Cognito takes no address without TLS but the command's own machine.
 * @param consoleUrl without a slash at the end
 */
export const hostedSignIn = (deployment: string, config: Config, consoleUrl: string) => {
  if (config.console.signIn !== 'hosted') return { client: {}, resources: {} };
  return {
    client: {
      SupportedIdentityProviders: ['COGNITO'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile'],
      CallbackURLs: [`${consoleUrl}${CONSOLE_CALLBACK}`, ...REDIRECT_PORTS.map(redirectUrl)],
      LogoutURLs: [`${consoleUrl}/`],
    },
    resources: {
      UserPoolDomain: {
        Type: 'AWS::Cognito::UserPoolDomain',
        Properties: { Domain: signInDomain(deployment, config), UserPoolId: { Ref: 'UserPool' } },
      },
    },
  };
};
