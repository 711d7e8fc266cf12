import { fromIni } from '@aws-sdk/credential-providers';
import type { AccountName } from '@tenantry/shared/deployment/accounts';
import type { DeployOptions } from './deploy.ts';

const kebab = (account: AccountName): string => account.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The AWS profile of an account: `tenantry-{account}` is `tenantry-super-admin` for the super-admin account. */
export const profileName = (pattern: string, account: AccountName): string => pattern.replaceAll('{account}', kebab(account));

/** Credentials by profiles whose names follow a pattern, read as by the AWS CLI: AWS_CONFIG_FILE, ~/.aws/config. */
export const byProfiles = (pattern: string): Pick<DeployOptions, 'credentialsOf' | 'credentialsName'> => ({
  credentialsOf: (account) => fromIni({ profile: profileName(pattern, account) }),
  credentialsName: (account) => `profile ${profileName(pattern, account)}`,
});
