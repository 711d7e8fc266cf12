import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import {
  CreateRouteTableCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  DescribeVpcPeeringConnectionsCommand,
  EC2Client,
  type ResourceType,
  type TagSpecification,
} from '@aws-sdk/client-ec2';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { accountPolicy, tenantPolicy } from '@tenantry/landing-zone/policies/network';
import type { Clients } from '@tenantry/shared/aws/clients';
import { configOf } from '@tenantry/shared/deployment/config';
import { CELL_TAG, DEPLOYMENT_TAG } from '@tenantry/shared/domain/names';
import { OutOfReach } from '@tenantry/shared/saga/reachable';
import { stepsOf } from '@tenantry/shared/saga/stage';
import { rootOf, testAccounts, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { clientsOf, replacing } from '@tenantry/shared/testing/clients';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { roleWith } from '@tenantry/shared/testing/role';
import { settled } from '@tenantry/shared/testing/step-contract';
import type { ForeignThing } from '@tenantry/shared/testing/step-promises';
import { ulid } from 'ulid';
import { nameTag, ours } from '../ec2.ts';
import { LIVE } from '../peering-connection.ts';
import { rangesIn, rangesTableName } from '../ranges.ts';
import type { Cell, Peer, Scope } from '../scope.ts';
import { network } from '../stage.ts';

/** A deployment of its own for a test file: one cell in accounts that nobody else uses, and a table of ranges. */
export interface TestDeployment {
  readonly deployment: string;
  /** With the rights of the landing zone's role in each account. */
  readonly cell: Cell;
  /** The same with the rights of the accounts' roots. */
  readonly rootCell: Cell;
  readonly table: DynamoDBDocumentClient;
}
/** A tenant with an account of its own. */
export interface Tenant {
  readonly accountId: string;
  /** With the rights of the landing zone's roles. */
  readonly scope: Scope;
  /** The same with the rights of the accounts' roots, to look and to spoil. */
  readonly root: Scope;
}

/** As the landing zone tags what tenants are peered with. */
const cellTags = (deployment: string, type: ResourceType): TagSpecification[] => [
  {
    ResourceType: type,
    Tags: [
      { Key: DEPLOYMENT_TAG, Value: deployment },
      { Key: CELL_TAG, Value: 'a' },
    ],
  },
];

const peer = async (cidr: string, deployment: string): Promise<{ readonly own: Peer; readonly root: Peer }> => {
  const accountId = unusedAccountId();
  const ec2 = new EC2Client(rootOf(accountId));
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: cidr, TagSpecifications: cellTags(deployment, 'vpc') }));
  const { RouteTable } = await ec2.send(
    new CreateRouteTableCommand({ VpcId: Vpc?.VpcId, TagSpecifications: cellTags(deployment, 'route-table') }),
  );
  const root = { accountId, ec2, cidr, vpcId: Vpc?.VpcId ?? '', routeTableIds: [RouteTable?.RouteTableId ?? ''] };
  return { root, own: { ...root, ec2: new EC2Client(await roleWith(accountId, accountPolicy(deployment, testAccounts))) } };
};

/** @param cell overrides of the cell, e.g. a small pool or capacity */
export const deployment = async (cell: Partial<Pick<Cell, 'pool' | 'capacity'>> = {}): Promise<TestDeployment> => {
  const name = `test-${ulid().toLowerCase()}`;
  const dynamo = new DynamoDBClient(rootOf(testAccounts.superAdmin));
  await dynamo.send(
    new CreateTableCommand({
      TableName: rangesTableName(name),
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'cell', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'cell', KeyType: 'HASH' }],
    }),
  );
  await waitUntilTableExists({ client: dynamo, maxWaitTime: PATIENCE_MS / 1000, minDelay: 1 }, { TableName: rangesTableName(name) });
  const [hub, database] = await Promise.all([peer('10.0.0.0/16', name), peer('10.1.0.0/16', name)]);
  const common = { name: 'a', pool: '10.64.0.0/12', capacity: 125, ...cell };
  return {
    deployment: name,
    cell: { ...common, hub: hub.own, database: database.own },
    rootCell: { ...common, hub: hub.root, database: database.root },
    table: DynamoDBDocumentClient.from(dynamo),
  };
};

/** A tenant of the deployment. @param tenant clients in its account: by default those of its root */
export const tenantIn = ({ deployment, cell, table }: TestDeployment, tenant: Clients = clientsOf(rootOf(unusedAccountId()))): Scope => ({
  tenantId: ulid(),
  deployment,
  settings: configOf('dev').network,
  cells: [cell],
  ranges: rangesIn(table, rangesTableName(deployment), [cell.name]),
  tenant,
});

/** A tenant with an account of its own. */
export const tenantWithAccount = async (at: TestDeployment, accountId = unusedAccountId()): Promise<Tenant> => {
  const scope = tenantIn(at, clientsOf(await roleWith(accountId, tenantPolicy)));
  return { accountId, scope, root: { ...scope, cells: [at.rootCell], tenant: clientsOf(rootOf(accountId)) } };
};

/** Its client of EC2. */
export const ec2Of = ({ tenant }: Scope): EC2Client => tenant(EC2Client);
/** The same with another one: what `seenAs` or `refusing` makes of it. */
export const withEc2 = (scope: Scope, ec2: EC2Client): Scope => ({ ...scope, tenant: replacing(scope.tenant, ec2) });

/** The same tenant after somebody has closed its account. */
export const withClosedAccount = (scope: Scope): Scope => ({
  ...scope,
  tenant: () => {
    throw new OutOfReach('closed');
  },
});

/** Everything that a tenant's network has before the named step, and what the steps answered. */
export const tenantBefore = async (at: TestDeployment, stepName: string, account?: string): Promise<Tenant & { needs: never }> => {
  const tenant = await tenantWithAccount(at, account);
  let needs: object = { accountId: tenant.accountId };
  for (const step of stepsOf(network)) {
    if (step.name === stepName) break;
    needs = { ...needs, ...(await settled(() => step.ensure(tenant.scope as never, needs as never, {}))) };
  }
  return { ...tenant, needs: needs as never };
};

/** The tenant's peerings with a VPC that are there or on their way. */
export const livePeerings = async (scope: Scope, { vpcId }: Peer): Promise<string[]> => {
  const Filters = [...ours(scope), { Name: 'accepter-vpc-info.vpc-id', Values: [vpcId] }, { Name: 'status-code', Values: [...LIVE] }];
  const { VpcPeeringConnections = [] } = await ec2Of(scope).send(new DescribeVpcPeeringConnectionsCommand({ Filters }));
  return VpcPeeringConnections.map(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId ?? '');
};

/** Only a name, as a colleague might have given it by hand. */
export const nameOnly = (scope: Scope, ResourceType: ResourceType, purpose?: string): TagSpecification[] => [
  { ResourceType, Tags: [{ Key: 'Name', Value: nameTag(scope, purpose) }] },
];

/** Peers the tenant's VPC with one of the cell's, as a colleague might have done by hand. */
export const peerByHand = async (root: Scope, { vpcId }: { readonly vpcId: string }, side: 'hub' | 'database'): Promise<ForeignThing> => {
  const ec2 = ec2Of(root);
  const { vpcId: PeerVpcId, accountId: PeerOwnerId } = root.cells[0]![side];
  const { VpcPeeringConnection } = await ec2.send(new CreateVpcPeeringConnectionCommand({ VpcId: vpcId, PeerVpcId, PeerOwnerId }));
  const id = VpcPeeringConnection?.VpcPeeringConnectionId ?? '';
  const isUntouched = async () => {
    const { VpcPeeringConnections } = await ec2.send(new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: [id] }));
    return LIVE.some((state) => state === VpcPeeringConnections?.[0]?.Status?.Code);
  };
  return { id, isUntouched };
};
