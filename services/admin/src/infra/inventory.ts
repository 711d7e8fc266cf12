import { STAGE_ALARMS, STAGE_FUNCTIONS, STAGE_QUEUES } from '@tenantry/saga/stages';

/** Every queue of the product that has dead letters, by the name that `deadLetterQueueName` takes. */
export const QUEUES = [...STAGE_QUEUES, 'admin'] as const;
export type QueueName = (typeof QUEUES)[number];

/** Every function of the product, by what follows `tenantry-<stage>-`. */
export const FUNCTIONS = [...STAGE_FUNCTIONS, 'admin-api', 'admin-projection', 'admin-heartbeat'] as const;

/** Every alarm of the product, by what follows `tenantry-<stage>-`. */
export const ALARMS = [
  'quiet-tenants',
  'admin-heartbeat-errors',
  'admin-heartbeat-missing',
  ...STAGE_ALARMS,
  'admin-dead-letters',
  'admin-queue-age',
] as const;
