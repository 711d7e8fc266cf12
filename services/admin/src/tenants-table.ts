import type { TenantSummary } from './tenant-view.ts';

/** What the indexes carry for listings besides their keys: the history would be written three times. */
const LISTED: readonly (keyof TenantSummary | 'cidr')[] = ['slug', 'name', 'domain', 'requestedAt', 'stalled', 'cidr'];
const index = (IndexName: string, partition: string, more: readonly string[]) => ({
  IndexName,
  KeySchema: [
    { AttributeName: partition, KeyType: 'HASH' },
    // A ULID begins with its time: newest last.
    { AttributeName: 'tenantId', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...LISTED, ...more] },
});

/** CloudFormation resource of the tenants table; its items are described in `table.ts`. */
export const tenantsTable = (TableName: string) => ({
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'listing', 'state', 'tenantId'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [index('by-creation', 'listing', ['state']), index('by-state', 'state', [])],
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: { SSEEnabled: true },
  },
});
