import { configOf } from '@tenantry/shared/deployment/config';
import { deploymentName } from '@tenantry/shared/infra/function';
import { allow } from '@tenantry/shared/infra/policy';
import { stageService } from '@tenantry/shared/infra/stage-service';
import { leaseTableName } from './src/creation-lease.ts';
import { account } from './src/stage.ts';

const deployment = deploymentName();
const { region, accounts } = configOf(deployment);
const tableName = leaseTableName(deployment);

export default stageService(account, {
  assumes: ['owner', 'tenants'],
  statements: [
    allow(
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
      `arn:aws:dynamodb:${region}:${accounts.superAdmin}:table/${tableName}`,
    ),
  ],
  resources: {
    Leases: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'name', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'name', KeyType: 'HASH' }],
        TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
        SSESpecification: { SSEEnabled: true },
      },
    },
  },
});
