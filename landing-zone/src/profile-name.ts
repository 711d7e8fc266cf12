import type { AccountName } from '@tenantry/shared/deployment/accounts';

const kebab = (account: AccountName): string => account.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The AWS profile of an account: `tenantry-{account}` is `tenantry-super-admin` for the super-admin account. */
export const profileName = (pattern: string, account: AccountName): string => pattern.replaceAll('{account}', kebab(account));
