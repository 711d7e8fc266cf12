import type { Routes } from '@tenantry/api-client/generated/api';
import { MERCY } from '../../cli/src/testing/samples.ts';

/** The console's lists: where each is, and the route that gives its items. */
export const LISTS: Readonly<Record<string, readonly [path: string, route: keyof Routes & `GET ${string}`]>> = {
  tenants: ['/tenants', 'GET /tenants'],
  'failed messages': ['/dead-letters', 'GET /dead-letters'],
  replays: ['/replays', 'GET /replays'],
  releases: ['/releases', 'GET /releases'],
  'accounts to close': ['/closings', 'GET /closings'],
  'closed accounts': ['/closings?state=closed', 'GET /closings'],
  quotas: ['/quotas', 'GET /quotas'],
  cost: ['/cost', 'GET /cost'],
  audit: ['/audit', 'GET /audit'],
  checks: ['/checks', 'GET /checks'],
  people: ['/people', 'GET /people'],
  alarms: ['/alarms', 'GET /alarms'],
  'pipeline runs of a tenant': [`/tenants/${MERCY}/releases`, 'GET /tenants/{id}/releases'],
};
