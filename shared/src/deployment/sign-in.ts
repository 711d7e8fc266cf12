import { tenantResourceName } from '../domain/names.ts';
import type { Config } from './config.ts';

/** Prefix of the domain at which Cognito shows the super admins' sign-in page: unique in a region of AWS. */
export const superAdminSignInPrefix = (deployment: string, { accounts }: Pick<Config, 'accounts'>): string =>
  `tenantry-${deployment}-${accounts.superAdmin}`;

/**
 * The same of a tenant's pool. No prefix may contain `aws` (Cognito developer guide, "Using the Amazon Cognito prefix domain"), which one
 * tenant's id in 1,500 does.
 */
export const tenantSignInPrefix = (tenantId: string): string => tenantResourceName(tenantId).replaceAll('aws', 'a-ws');

/** What a console may ask besides its own API: the pool's token endpoint. A source of a content security policy. */
export const signInSource = ({ signIn, region }: Pick<Config, 'signIn' | 'region'>, prefix: string): string =>
  signIn.source ?? new URL(signIn.url.replace('{prefix}', prefix).replace('{region}', region)).origin;

/** Path of a console to which Cognito's page sends a browser back. */
export const SIGNED_IN_PATH = '/signed-in';

/**
 * What the client of every user pool has in common. A browser can keep no secret: authorization code with PKCE, and tokens that end soon,
 * since no API asks whether a person is still welcome until then.
 * @param console Address of the console, without a slash at the end
 * @param others Where else a browser may come back to
 */
export const signInClient = (console: string, others: readonly string[] = []) => ({
  GenerateSecret: false,
  // A page offers what the client allows ("Configure authentication methods for managed login"): a password, which SRP does not send.
  ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH' as const],
  SupportedIdentityProviders: ['COGNITO'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code' as const],
  // Not aws.cognito.signin.user.admin: a console's tokens change nothing of their own user.
  AllowedOAuthScopes: ['openid', 'email', 'profile'],
  CallbackURLs: [`${console}${SIGNED_IN_PATH}`, ...others],
  LogoutURLs: [`${console}/`],
  ReadAttributes: ['email', 'email_verified'],
  // Nothing by which others know a person; an empty list would be everything.
  WriteAttributes: ['locale'],
  PreventUserExistenceErrors: 'ENABLED' as const,
  EnableTokenRevocation: true,
  // For an answer that was lost, and for two tabs at once.
  RefreshTokenRotation: { Feature: 'ENABLED' as const, RetryGracePeriodSeconds: 60 },
  // Minutes, the most there are: who sets up an authenticator app while signing in needs more than the default of three.
  AuthSessionValidity: 15,
  IdTokenValidity: 10,
  AccessTokenValidity: 10,
  RefreshTokenValidity: 12,
  TokenValidityUnits: { IdToken: 'minutes' as const, AccessToken: 'minutes' as const, RefreshToken: 'hours' as const },
});

/** Who knows a person by an address must be able to trust it: a new one counts once it was confirmed. */
export const CONFIRMED_EMAIL = {
  AutoVerifiedAttributes: ['email' as const],
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email' as const] },
};
