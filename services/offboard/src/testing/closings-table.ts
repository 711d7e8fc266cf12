import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { type Closings, closingsIn } from '../closing/closings.ts';

/** A table by tenant, as the service has several. */
export const tenantsTable = async (TableName: string): Promise<DynamoDBDocumentClient> => {
  const client = new DynamoDBClient(rootOf(testAccounts.superAdmin));
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'tenantId', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'tenantId', KeyType: 'HASH' }],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: PATIENCE_MS / 1000, minDelay: 1 }, { TableName });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
};

/** Closings that no other test sees. */
export const newClosings = async (): Promise<Closings> => {
  const name = `closings-${ulid()}`;
  return closingsIn(await tenantsTable(name), name);
};
