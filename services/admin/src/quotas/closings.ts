import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Closing as ClosingSettings } from '@tenantry/shared/deployment/config';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import type { Handler } from '../call.ts';
import type { Closing } from '../contract/cost.ts';
import { filledPage } from '../pages.ts';
import { BY_CLOSING, documents, type ListedTenant, tableName } from '../table.ts';
import { queryAll } from '../tenants/store.ts';
import { closingsQuota } from './closings-quota.ts';
import { figures, membersOf } from './organization.ts';

const DAY = 86_400_000;

/** Accounts that wait to be closed, the next one first; or those that were closed, the last one first. */
export const getClosings: Handler<'GET /closings'> = async ({ query: { state, limit, cursor } }) => {
  const { items, cursor: next } = await filledPage<ListedTenant>({
    limit,
    cursor,
    partition: { closing: state },
    fields: ['closing', 'closingAt', 'pk', 'sk'],
    query: (after, count) =>
      documents().send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: BY_CLOSING,
          KeyConditionExpression: 'closing = :closing',
          ExpressionAttributeValues: { ':closing': state },
          ScanIndexForward: state === 'queued',
          Limit: count,
          ...(after ? { ExclusiveStartKey: after } : {}),
        }),
      ),
  });
  const zone = await landingZone();
  const { closing } = zone.config.organization;
  const [found, times] = await Promise.all([figures(zone), closedTimes(closing)]);
  const quota = closingsQuota(times, membersOf(found), closing, Date.now());
  return { answer: { closings: items.map(({ shown }) => closingIn(shown)), quota, ...(next ? { cursor: next } : {}) } };
};

const closingIn = ({
  tenantId,
  slug,
  name,
  accountId = '',
  closing = 'queued',
  closingAt = '',
  offboardedAt = '',
}: ListedTenant['shown']): Closing => ({
  tenantId,
  slug,
  name,
  accountId,
  state: closing,
  offboardedAt,
  ...(closing === 'queued' ? { closesAt: closingAt } : { closedAt: closingAt }),
});

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
