import type { TenantListing } from './table.ts';

/** What the indexes carry for listings besides their keys: the history would be written once more for each. */
const LISTED: readonly (keyof TenantListing)[] = [
  'slug',
  'name',
  'domain',
  'plan',
  'requestedAt',
  'readyAt',
  'heardAt',
  'accountId',
  'stalled',
  'activity',
  'expected',
  'cidr',
  'cell',
  'restingCidr',
  'restsSince',
  'deployed',
];
const index = (IndexName: string, partition: string, sort: string, NonKeyAttributes: readonly string[]) => ({
  IndexName,
  KeySchema: [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes },
});

/** CloudFormation resource of the tenants table; its items are described in `table.ts`. */
export const tenantsTable = (TableName: string) => ({
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
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
      index('by-creation', 'listing', 'tenantId', [...LISTED, 'state']),
      index('by-state', 'state', 'tenantId', LISTED),
      index('by-closing', 'closing', 'closingAt', ['tenantId', 'slug', 'name', 'accountId', 'offboardedAt']),
      index('by-day', 'day', 'at', ['name']),
    ],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: { SSEEnabled: true },
  },
});
