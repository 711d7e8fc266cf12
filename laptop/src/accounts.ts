import type { Region } from '@tenantry/shared/deployment/regions';

/** The laptop's fixed accounts; tenant accounts are created by Organizations. */
export const ACCOUNTS = {
  owner: '100000000001',
  superAdmin: '100000000002',
  devops: '100000000003',
  networking: '100000000004',
  production: '100000000005',
} as const;

/** Of the laptop's deployment where no other is asked for. */
export const DEFAULT_REGION: Region = 'us-east-1';
/** Where the hospitals of the demo and the tests have their consoles. */
export const ROOT_DOMAIN = 'app.localhost';
