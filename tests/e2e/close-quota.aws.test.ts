import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { accountsOf, type WayBack, wayBack } from './way-back.ts';

const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(rootOf(testAccounts.superAdmin)));

describe('the quota of closings', () => {
  let way: WayBack;
  beforeAll(async () => {
    way = await wayBack();
  });
  const DAY = 86_400;
  const TableName = 'tenantry-dev-offboard-closings';
  const now = (): number => Math.floor(Date.now() / 1000);
  const tenants = Array.from({ length: 250 }, () => ulid());
  /** Closings of other tenants, so many days ago. */
  const write = async (daysAgo: number | undefined): Promise<void> => {
    const requests = tenants.map((tenantId) =>
      daysAgo === undefined
        ? { DeleteRequest: { Key: { tenantId } } }
        : {
            PutRequest: { Item: { tenantId, accountId: '999999999999', requestedAt: 1, state: 'closed', closedAt: now() - daysAgo * DAY } },
          },
    );
    for (let i = 0; i < requests.length; i += 25) {
      await dynamo.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests.slice(i, i + 25) } }));
    }
  };
  afterAll(() => write(undefined));

  test('once used up: the account is empty at once, the API shows the date, and the schedule closes it then', async () => {
    const before = now();
    await write(29);
    const after = now();
    const tenantId = await way.request();
    await eventually('the account is there', async () => (await accountsOf(tenantId)).length > 0);
    await way.cancel(tenantId);
    const { offboarding, accountId } = await way.offboarded(tenantId);
    expect(offboarding).toMatchObject({ leftovers: 0, closing: { state: 'queued' } });
    const closesAt = Date.parse(offboarding?.closing?.closesAt ?? '') / 1000;
    expect(closesAt).toBeGreaterThanOrEqual(before + DAY);
    expect(closesAt).toBeLessThanOrEqual(after + DAY);
    expect(await accountsOf(tenantId)).toEqual(['ACTIVE']);
    if (accountId) expect(await way.leftOf({ tenantId, accountId, domain: '' })).toEqual([]);

    await write(31); // two days later, for the quota
    const closing = await eventually('the schedule has closed it', async () => {
      await way.closeQueued();
      const found = (await way.get(tenantId)).offboarding?.closing;
      return found?.state === 'closed' && found;
    });
    expect(closing.closedAt).toBeDefined();
    expect(await accountsOf(tenantId)).toEqual(['CLOSED']);
  });
});
