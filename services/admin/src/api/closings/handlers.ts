import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { closedTimes } from '../../quotas/closing-times.ts';
import { closingsQuota } from '../../quotas/closings-quota.ts';
import { figures, membersOf } from '../../quotas/organization.ts';
import { BY_CLOSING, documents, type ListedTenant, tableName } from '../../table/items.ts';
import { filledPage } from '../../table/pages.ts';
import type { Handler } from '../request/call.ts';
import { closingIn } from './closing-in.ts';

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
