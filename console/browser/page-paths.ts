import { MERCY } from '../../cli/src/testing/samples.ts';

/** The pages that the browser tests open, one path at least for each route of `src/pages.tsx`. */
export const PAGES: Readonly<Record<string, string>> = {
  overview: '/',
  tenants: '/tenants',
  onboarding: '/tenants/new',
  tenant: `/tenants/${MERCY}`,
  events: `/tenants/${MERCY}/events`,
  resources: `/tenants/${MERCY}/resources`,
  'tenant-releases': `/tenants/${MERCY}/releases`,
  users: `/tenants/${MERCY}/users`,
  'tenant-cost': `/tenants/${MERCY}/cost`,
  variables: `/tenants/${MERCY}/variables`,
  offboarding: `/tenants/${MERCY}/offboard`,
  'dead-letters': '/dead-letters',
  'dead-letter': '/dead-letters/network/aaaaaaaa-0001',
  replays: '/replays',
  replay: `/replays/new?tenant=${MERCY}`,
  releases: '/releases',
  closings: '/closings',
  quotas: '/quotas',
  cost: '/cost',
  audit: '/audit',
  checks: '/checks',
  people: '/people',
  alarms: '/alarms',
  nowhere: '/no-such-page',
};
