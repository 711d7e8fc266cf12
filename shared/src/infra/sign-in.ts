import type { Config } from '../deployment/config.ts';

/** Prefix of the domain at which Cognito shows the super admins' sign-in page: unique in a region of AWS. */
export const signInDomain = (deployment: string, { accounts }: Pick<Config, 'accounts'>): string =>
  `tenantry-${deployment}-${accounts.superAdmin}`;

/** That page's address (Cognito developer guide, "Configuring a user pool domain"). */
export const signInUrl = (deployment: string, config: Pick<Config, 'accounts' | 'region'>): string =>
  `https://${signInDomain(deployment, config)}.auth.${config.region}.amazoncognito.com`;
