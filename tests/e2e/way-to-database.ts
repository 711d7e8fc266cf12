import {
  AuthorizeSecurityGroupEgressCommand,
  CreateRouteCommand,
  DeleteRouteCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcPeeringConnectionsCommand,
  EC2Client,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { httpFetch } from '../../laptop/demo/http.ts';
import type { Harness } from './harness.ts';

const POSTGRESQL = 5432;

/** What leads from a tenant's function to the database, and can be taken away in its account. */
interface Link {
  readonly take: () => Promise<unknown>;
  readonly give: () => Promise<unknown>;
  /** What the laptop says of the connection without it. */
  readonly why: RegExp;
}

const health = async ({ laptop }: Harness, { domain }: Tenant): Promise<number> =>
  (await httpFetch(`http://${domain}:${laptop.port}/api/health`)).status;

/** Why the laptop let the last connections of the tenant's function to the database go unanswered. */
export const unanswered = async ({ laptop }: Harness, { accountId }: Tenant): Promise<readonly string[]> => {
  const answer = await fetch(`${laptop.url}/_laptop/rejected-connections`);
  const { connections } = (await answer.json()) as { readonly connections: readonly { readonly from: string; readonly why: string }[] };
  return connections.filter(({ from }) => from.includes(`:${accountId}:`)).map(({ why }) => why);
};

/** Waits until the tenant's health route answers so. */
export const answers = (on: Harness, tenant: Tenant, status: number): Promise<unknown> =>
  eventually(`/api/health of ${tenant.slug} answers ${status}`, async () => (await health(on, tenant)) === status);

const databasePeering = async (ec2: EC2Client) => {
  const Filters = [{ Name: 'status-code', Values: ['active'] }];
  const { VpcPeeringConnections = [] } = await ec2.send(new DescribeVpcPeeringConnectionsCommand({ Filters }));
  return VpcPeeringConnections.find(({ Tags }) => Tags?.some(({ Key, Value }) => Key === 'Name' && Value?.endsWith('-database')));
};

/** @param retryNetwork has the network stage verify everything again, as the advice says */
export const linksOf = async (tenant: Tenant, retryNetwork: () => Promise<unknown>): Promise<readonly Link[]> => {
  const ec2 = new EC2Client(rootOf(tenant.accountId ?? ''));
  const peering = await databasePeering(ec2);
  const { VpcPeeringConnectionId } = peering ?? {};
  const DestinationCidrBlock = peering?.AccepterVpcInfo?.CidrBlock;
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
  const table = RouteTables.find(({ Tags }) => Tags?.some(({ Key, Value }) => Key === 'Name' && Value?.endsWith('-private')));
  const route = { RouteTableId: table?.RouteTableId, DestinationCidrBlock };
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const out = SecurityGroups.flatMap(({ GroupId, IpPermissionsEgress = [] }) =>
    IpPermissionsEgress.filter(({ FromPort }) => FromPort === POSTGRESQL).map((rule) => ({ GroupId, IpPermissions: [rule] })),
  )[0];
  if (!out) throw new Error('the function has no group that lets it out to PostgreSQL');
  return [
    {
      take: () => ec2.send(new DeleteRouteCommand(route)),
      give: () => ec2.send(new CreateRouteCommand({ ...route, VpcPeeringConnectionId })),
      why: /has no route to [\d./]+ through a peering connection$/,
    },
    {
      take: () => ec2.send(new RevokeSecurityGroupEgressCommand(out)),
      give: () => ec2.send(new AuthorizeSecurityGroupEgressCommand(out)),
      why: /lets nothing out to [\d./]+, port 5432$/,
    },
    {
      take: () => ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId })),
      give: retryNetwork,
      why: /which is deleted$/,
    },
  ];
};
