import { accountPolicy } from '@tenantry/landing-zone/policies/network';
import { configOf } from '@tenantry/shared/deployment/config';
import { deploymentName } from '@tenantry/shared/infra/function';
import { allow } from '@tenantry/shared/infra/policy';
import { stageService } from '@tenantry/shared/infra/stage-service';
import { lastingTable } from '@tenantry/shared/infra/table';
import { rangesTableName } from './src/ranges.ts';
import { network } from './src/stage.ts';

const deployment = deploymentName();
const { region, accounts } = configOf(deployment);
const tableName = rangesTableName(deployment);

export default stageService(network, {
  assumes: ['networking', 'tenants'],
  statements: [
    allow(['dynamodb:GetItem', 'dynamodb:PutItem'], `arn:aws:dynamodb:${region}:${accounts.superAdmin}:table/${tableName}`),
    // The database VPCs are in the function's own account: it accepts their peerings and routes to them itself.
    ...accountPolicy(deployment, accounts),
  ],
  resources: { Ranges: lastingTable(tableName, 'cell') },
});
