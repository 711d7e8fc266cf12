import type { World } from '../world.ts';

/** The organization that tests have. */
export const ACCOUNTS = {
  management: '100000000001',
  home: '100000000002',
  delivery: '100000000003',
  network: '100000000004',
  dns: '100000000005',
} as const;

/** Of all tests: nothing shall rely on us-east-1. */
export const REGION = 'eu-central-1';
/** Ids of two of its zones. */
export const ZONE_IDS = ['euc1-az1', 'euc1-az2'] as const;

/** An organization that has what large ones have asked for. */
export const TEST_WORLD: World = {
  accounts: Object.values(ACCOUNTS),
  management: ACCOUNTS.management,
  home: ACCOUNTS.home,
  dns: { domain: 'app.localhost', account: ACCOUNTS.dns },
  groups: [
    { GroupId: '906700000a-00000000-0000-4000-8000-000000000001', DisplayName: 'operators' },
    { GroupId: '906700000a-00000000-0000-4000-8000-000000000002', DisplayName: 'viewers' },
  ],
  quotas: {
    accounts: 10_000,
    peeringsPerVpc: 125,
    concurrentBuilds: 60,
    queuedBuilds: 300,
    concurrentExecutions: 1_000,
    certificatesPerYear: 5_000,
  },
  labels: { job: 'job', customer: 'customer' },
  workLabel: 'customer',
};
