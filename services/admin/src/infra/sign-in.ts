import { REDIRECT_PORTS, redirectUrl } from '@tenantry/api-client/loopback-redirect';
import type { Config } from '@tenantry/shared/deployment/config';
import { signInClient, superAdminSignInPrefix } from '@tenantry/shared/deployment/sign-in';

/**
 * Sign-in at Cognito's own pages, for the console and for the command line.
 * @param consoleUrl without a slash at the end
 */
export const signInPages = (deployment: string, config: Config, consoleUrl: string) => ({
  client: signInClient(consoleUrl, REDIRECT_PORTS.map(redirectUrl)),
  resources: {
    UserPoolDomain: {
      Type: 'AWS::Cognito::UserPoolDomain',
      Properties: { Domain: superAdminSignInPrefix(deployment, config), UserPoolId: { Ref: 'UserPool' }, ManagedLoginVersion: 2 },
    },
    // Version 2 shows no page to a client without one ("Apply branding to managed login pages").
    LoginBranding: {
      Type: 'AWS::Cognito::ManagedLoginBranding',
      Properties: { UserPoolId: { Ref: 'UserPool' }, ClientId: { Ref: 'UserPoolClient' }, UseCognitoProvidedValues: true },
    },
  },
});
