import type { Closing as ClosingSettings } from '@tenantry/shared/deployment/closing-config';
import { BY_CLOSING, type ListedTenant } from '../table/items.ts';
import { queryAll } from '../table/tenants.ts';

const DAY = 86_400_000;

/** When accounts were closed that still count in the window, epoch milliseconds, oldest first. */
export const closedTimes = async ({ windowDays }: ClosingSettings): Promise<readonly number[]> => {
  const items = await queryAll<ListedTenant>({
    IndexName: BY_CLOSING,
    KeyConditionExpression: 'closing = :closing AND closingAt > :since',
    ExpressionAttributeValues: { ':closing': 'closed', ':since': new Date(Date.now() - windowDays * DAY).toISOString() },
  });
  return items.map(({ shown: { closingAt = '' } }) => Date.parse(closingAt));
};

/** How many accounts wait to be closed. */
export const countQueuedClosings = async (): Promise<number> => {
  const queued = await queryAll<ListedTenant>({
    IndexName: BY_CLOSING,
    KeyConditionExpression: 'closing = :closing',
    ExpressionAttributeValues: { ':closing': 'queued' },
    ProjectionExpression: 'pk',
  });
  return queued.length;
};
