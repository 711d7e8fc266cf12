import { lastingTable } from '@tenantry/shared/infra/table';

/** The one attribute that indexes project beside their keys. The history is not in it: it would be written once more for each index. */
const SHOWN = 'shown';
/**
 * DynamoDB cannot change an index, and makes or removes one per update: what an index projects never changes (docs/adr/0009). A new
 * field of a list is a new field of `shown`.
 */
const index = (IndexName: string, partition: string, sort: string) => ({
  IndexName,
  KeySchema: [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [SHOWN] },
});

/** CloudFormation resource of the tenants table; its items are described in `table/items.ts`. */
export const tenantsTable = (TableName: string) =>
  lastingTable(TableName, 'pk', {
    AttributeDefinitions: ['pk', 'sk', 'listing', 'state', 'tenantId', 'closing', 'closingAt', 'day', 'at'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [
      // A ULID begins with its time: newest last.
      index('by-creation', 'listing', 'tenantId'),
      index('by-state', 'state', 'tenantId'),
      index('by-closing', 'closing', 'closingAt'),
      index('by-day', 'day', 'at'),
    ],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  });
