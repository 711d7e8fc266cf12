/**
 * The saga as a person follows it: the stages in order, what each waits for, everything it hears, and the events that end its way
 * forth and back. A test holds it against the stages themselves (tests/saga-table.test.ts): services do not import each other.
 */
export const STAGES = [
  {
    name: 'account',
    waitsFor: ['TenantRequested'],
    hears: ['TenantRequested', 'NetworkRemoved', 'EdgeRemoved', 'TenantOffboarding', 'TenantOffboarded'],
    ready: 'AccountReady',
    removed: 'AccountReleased',
  },
  {
    name: 'network',
    waitsFor: ['AccountReady'],
    hears: ['AccountReady', 'PipelineRemoved', 'TenantOffboarding', 'TenantOffboarded'],
    ready: 'NetworkPeered',
    removed: 'NetworkRemoved',
  },
  {
    name: 'edge',
    waitsFor: ['AccountReady'],
    hears: ['AccountReady', 'DnsRemoved', 'TenantOffboarding', 'TenantOffboarded'],
    ready: 'EdgeReady',
    removed: 'EdgeRemoved',
  },
  {
    name: 'dns',
    waitsFor: ['CertificateRequested', 'EdgeReady'],
    hears: ['CertificateRequested', 'EdgeReady', 'PipelineRemoved', 'TenantOffboarding', 'TenantOffboarded'],
    ready: 'DnsReady',
    removed: 'DnsRemoved',
  },
  {
    name: 'pipeline',
    waitsFor: ['NetworkPeered', 'OriginReady', 'DnsReady'],
    hears: ['NetworkPeered', 'OriginReady', 'TenantVariablesChanged', 'DnsReady', 'TenantOffboarding', 'TenantOffboarded'],
    ready: 'TenantReady',
    removed: 'PipelineRemoved',
  },
  {
    name: 'offboard',
    waitsFor: [],
    hears: ['TenantOffboarding', 'AccountReleased', 'TenantOffboarded'],
    ready: undefined,
    removed: 'TenantOffboarded',
  },
] as const;

export type StageName = (typeof STAGES)[number]['name'];
export const STAGE_NAMES = STAGES.map(({ name }) => name) as [StageName, ...StageName[]];

/** Every queue of the product that has dead letters, by the name that `deadLetterQueueName` takes. */
export const QUEUES = [...STAGE_NAMES, 'offboard-decide', 'admin'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Every function of the product, by what follows `tenantry-<stage>-`. */
export const FUNCTIONS = [
  ...STAGE_NAMES.map((name) => `${name}-handler` as const),
  'offboard-decide',
  'offboard-close-queue',
  'offboard-spend',
  'admin-api',
  'admin-projection',
  'admin-heartbeat',
] as const;

/** Every alarm of the product, by what follows `tenantry-<stage>-`. */
export const ALARMS = [
  'quiet-tenants',
  'admin-heartbeat-errors',
  'admin-heartbeat-missing',
  'offboard-close-queue-errors',
  'offboard-spend-errors',
  ...QUEUES.flatMap((queue) => [`${queue}-dead-letters`, `${queue}-queue-age`] as const),
] as const;
