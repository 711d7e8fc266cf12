import type { World } from '@laptop/aws/world';
import { ACCOUNTS, ROOT_DOMAIN } from './accounts.ts';
import { repositories } from './repositories.ts';

/** What the product finds in AWS before it is deployed, and how it says in the user agent what it works on. */
export const WORLD: World = {
  accounts: Object.values(ACCOUNTS),
  management: ACCOUNTS.owner,
  home: ACCOUNTS.superAdmin,
  dns: { domain: ROOT_DOMAIN, account: ACCOUNTS.production },
  // A company's directory has its groups before: these are the ones that `config/dev.json` assigns.
  groups: [
    { GroupId: '906700000a-00000000-0000-4000-8000-000000000001', DisplayName: 'tenantry-operators' },
    { GroupId: '906700000a-00000000-0000-4000-8000-000000000002', DisplayName: 'tenantry-viewers' },
  ],
  // What landing-zone/README.md tells people to have raised before the first deployment.
  quotas: {
    accounts: 10_000,
    peeringsPerVpc: 125,
    concurrentBuilds: 60,
    queuedBuilds: 300,
    concurrentExecutions: 1_000,
    certificatesPerYear: 5_000,
  },
  repositories,
  labels: { step: 'tenantry', tenant: 'tenant' },
  workLabel: 'tenant',
};
