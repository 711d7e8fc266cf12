import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { serviceName } from '@tenantry/shared/domain/names';
import { NOTIFICATIONS } from '@tenantry/shared/domain/notifications';

const ENDED = { '#record': 'record', '#ended': 'ended' };

/**
 * Looks whether tables keep nobody of a tenant that is gone, whatever events say: each is asked, and never only its owner.
 * @returns names of tables that are not a tombstone yet
 */
export const tablesWithPeople = async (
  table: DynamoDBDocumentClient,
  deployment: string,
  tenantId: string,
  stages: readonly string[],
): Promise<readonly string[]> => {
  const records = stages.map(async (stage) => {
    const TableName = serviceName(deployment, stage);
    const { Item } = await table.send(
      new GetCommand({
        TableName,
        Key: { tenantId },
        ConsistentRead: true,
        ProjectionExpression: '#record.#ended',
        ExpressionAttributeNames: ENDED,
      }),
    );
    return Item === undefined || (Item.record as { readonly ended?: boolean } | undefined)?.ended === true ? [] : [TableName];
  });
  const TableName = serviceName(deployment, 'admin');
  const tenant = await table.send(
    new GetCommand({
      TableName,
      Key: { pk: `TENANT#${tenantId}`, sk: 'TENANT' },
      ConsistentRead: true,
      ProjectionExpression: '#history.#latest.#request.#detail.#address',
      ExpressionAttributeNames: {
        '#history': 'history',
        '#latest': 'latest',
        '#request': 'TenantRequested',
        '#detail': 'detail',
        '#address': 'adminEmail',
      },
    }),
  );
  const notifications = serviceName(deployment, NOTIFICATIONS);
  const called = await table.send(
    new GetCommand({
      TableName: notifications,
      Key: { pk: `TENANT#${tenantId}`, sk: 'TENANT' },
      ConsistentRead: true,
      ProjectionExpression: '#name',
      ExpressionAttributeNames: { '#name': 'name' },
    }),
  );
  const isKnown = JSON.stringify(tenant.Item ?? {}).includes('adminEmail');
  return [...(await Promise.all(records)).flat(), ...(isKnown ? [TableName] : []), ...(called.Item?.name ? [notifications] : [])];
};
