import { accountPolicy } from '@tenantry/landing-zone/policies/network';
import { configOf } from '@tenantry/shared/config';
import { deploymentStage } from '@tenantry/shared/infra/function';
import { allow } from '@tenantry/shared/infra/policy';
import { stageService } from '@tenantry/shared/infra/stage-service';
import { rangesTableName } from './src/ranges.ts';
import { network } from './src/stage.ts';

const stage = deploymentStage();
const { region, accounts } = configOf(stage);
const tableName = rangesTableName(stage);

export default stageService(network, {
  assumes: ['networking', 'tenants'],
  statements: [
    allow(['dynamodb:GetItem', 'dynamodb:PutItem'], `arn:aws:dynamodb:${region}:${accounts.superAdmin}:table/${tableName}`),
    // The database VPCs are in the function's own account: it accepts their peerings and routes to them itself.
    ...accountPolicy,
  ],
  resources: {
    Ranges: {
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        TableName: tableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'cell', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'cell', KeyType: 'HASH' }],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
      },
    },
  },
});
