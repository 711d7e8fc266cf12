import type { Config } from '../deployment/config.ts';

/** Prefix of the domain at which Cognito shows the super admins' sign-in page: unique in a region of AWS. */
export const signInDomain = (stage: string, { accounts }: Pick<Config, 'accounts'>): string => `tenantry-${stage}-${accounts.superAdmin}`;

/** That page's address (Cognito developer guide, "Configuring a user pool domain"). */
export const signInUrl = (stage: string, config: Pick<Config, 'accounts' | 'region'>): string =>
  `https://${signInDomain(stage, config)}.auth.${config.region}.amazoncognito.com`;
