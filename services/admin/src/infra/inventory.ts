import { STAGE_ALARMS, STAGE_FUNCTIONS, STAGE_QUEUES } from '@tenantry/saga/stages';

/** Every queue of the product that has dead letters, by the name that `deadLetterQueueName` takes. */
export const QUEUES = [...STAGE_QUEUES, 'notifications', 'admin'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Every function of the product, by what follows `tenantry-<stage>-`. */
export const FUNCTIONS = [
  ...STAGE_FUNCTIONS,
  'notifications-deliver',
  'notifications-manage',
  'admin-api',
  'admin-projection',
  'admin-heartbeat',
  'admin-watch',
] as const;

/** Every alarm of the product, by what follows `tenantry-<stage>-`. */
export const ALARMS = [
  'quiet-tenants',
  'admin-heartbeat-errors',
  'admin-heartbeat-missing',
  'admin-watch-errors',
  'admin-api-failures',
  'admin-api-refusals',
  'admin-api-slow',
  ...STAGE_ALARMS,
  'notifications-dead-letters',
  'notifications-queue-age',
  'notifications-parked',
  'admin-dead-letters',
  'admin-queue-age',
] as const;
