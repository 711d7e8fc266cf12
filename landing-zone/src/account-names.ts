import type { AccountName } from '@tenantry/shared/deployment/accounts';

/** The accounts of a deployment, without those of its tenants. */
export const ACCOUNTS: readonly AccountName[] = ['owner', 'networking', 'production', 'superAdmin', 'devops'];
