/**
 * A DynamoDB table by one key that outlives its stack: what it holds cannot be made again. It goes only with its own failed creation,
 * which could not be repeated beside it.
 * @param properties more of them, e.g. a time to live, or other attributes and keys
 */
export const lastingTable = <More extends object>(TableName: string, key: string, properties: More = {} as More) => ({
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    SSESpecification: { SSEEnabled: true },
    ...properties,
  },
});
