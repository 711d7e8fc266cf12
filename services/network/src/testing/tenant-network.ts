import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateRouteTableCommand, CreateVpcCommand, DescribeVpcPeeringConnectionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { configOf } from '@tenantry/shared/deployment/config';
import { OutOfReach } from '@tenantry/shared/saga/reachable';
import { stepsOf } from '@tenantry/shared/saga/stage';
import { rootOf, testAccounts, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { settled } from '@tenantry/shared/testing/step-contract';
import { ulid } from 'ulid';
import { ours } from '../ec2.ts';
import { LIVE } from '../peering-connection.ts';
import { rangesIn, rangesTableName } from '../ranges.ts';
import type { Cell, Peer, Scope } from '../scope.ts';
import { network } from '../stage.ts';

/** A deployment of its own for a test file: one cell in accounts that nobody else uses, and a table of ranges. */
export interface TestDeployment {
  readonly deployment: string;
  readonly cell: Cell;
  readonly table: DynamoDBDocumentClient;
}

const peer = async (cidr: string): Promise<Peer> => {
  const accountId = unusedAccountId();
  const ec2 = new EC2Client(rootOf(accountId));
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: cidr }));
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: Vpc?.VpcId }));
  return { accountId, ec2, cidr, vpcId: Vpc?.VpcId ?? '', routeTableIds: [RouteTable?.RouteTableId ?? ''] };
};

/** @param cell overrides of the cell, e.g. a small pool or capacity */
export const deployment = async (cell: Partial<Pick<Cell, 'pool' | 'capacity'>> = {}): Promise<TestDeployment> => {
  const deployment = `test-${ulid().toLowerCase()}`;
  const dynamo = new DynamoDBClient(rootOf(testAccounts.superAdmin));
  await dynamo.send(
    new CreateTableCommand({
      TableName: rangesTableName(deployment),
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'cell', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'cell', KeyType: 'HASH' }],
    }),
  );
  await waitUntilTableExists({ client: dynamo, maxWaitTime: PATIENCE_MS / 1000, minDelay: 1 }, { TableName: rangesTableName(deployment) });
  const [hub, database] = await Promise.all([peer('10.0.0.0/16'), peer('10.1.0.0/16')]);
  return {
    deployment,
    cell: { name: 'a', pool: '10.64.0.0/12', capacity: 125, hub, database, ...cell },
    table: DynamoDBDocumentClient.from(dynamo),
  };
};

/** A tenant with an account of its own. */
export const tenantIn = ({ deployment, cell, table }: TestDeployment, accountId = unusedAccountId()): Scope => ({
  tenantId: ulid(),
  accountId,
  deployment,
  settings: configOf('dev').network,
  cells: [cell],
  ranges: rangesIn(table, rangesTableName(deployment), [cell.name]),
  ec2: new EC2Client(rootOf(accountId)),
});

/** The same tenant after somebody has closed its account. */
export const withClosedAccount = (scope: Scope): Scope => ({
  ...scope,
  get ec2(): EC2Client {
    throw new OutOfReach('closed');
  },
});

/** Everything that a tenant's network has before the named step, and what the steps answered. */
export const tenantBefore = async (
  at: TestDeployment,
  stepName: string,
  accountId = unusedAccountId(),
): Promise<{ scope: Scope; needs: never }> => {
  const scope = tenantIn(at, accountId);
  let needs: object = {};
  for (const step of stepsOf(network)) {
    if (step.name === stepName) break;
    needs = { ...needs, ...(await settled(() => step.ensure(scope as never, needs as never, {}))) };
  }
  return { scope, needs: needs as never };
};

/** The tenant's peerings with a VPC that are there or on their way. */
export const livePeerings = async (scope: Scope, { vpcId }: Peer): Promise<string[]> => {
  const Filters = [...ours(scope), { Name: 'accepter-vpc-info.vpc-id', Values: [vpcId] }, { Name: 'status-code', Values: [...LIVE] }];
  const { VpcPeeringConnections = [] } = await scope.ec2.send(new DescribeVpcPeeringConnectionsCommand({ Filters }));
  return VpcPeeringConnections.map(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId ?? '');
};
