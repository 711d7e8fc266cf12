import { DeleteRouteCommand, EC2Client, paginateDescribeVpcs, type Route, type RouteTable } from '@aws-sdk/client-ec2';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { isolating } from '@tenantry/shared/saga/isolating';
import { ours } from '../ec2.ts';
import { routeTablesWith } from '../route.ts';
import { cellNamed, type Peer, type Scope } from '../scope.ts';
import { tablesOf } from './routes.ts';

/** Where a route leads: one of the three is said (EC2 API reference, DeleteRoute). */
type Destination = Pick<Route, 'DestinationCidrBlock' | 'DestinationIpv6CidrBlock' | 'DestinationPrefixListId'>;
const destinationOf = ({ DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId }: Route): Destination => ({
  DestinationCidrBlock,
  DestinationIpv6CidrBlock,
  DestinationPrefixListId,
});
const textOf = (to: Destination): string => to.DestinationCidrBlock ?? to.DestinationIpv6CidrBlock ?? to.DestinationPrefixListId ?? '';

/** The VPC's own range goes nowhere; of gateway endpoints the route is the endpoint's (EC2 API reference, DeleteRoute). */
const leadsOut = (route: Route): boolean =>
  textOf(route) !== '' && route.State !== undefined && route.GatewayId !== 'local' && !route.GatewayId?.startsWith('vpce-');

interface Way {
  readonly ec2: EC2Client;
  readonly table: RouteTable;
  readonly to: Destination;
  /** The stage has no rights in a table that somebody else made. */
  readonly isOurs: boolean;
}

/** All of the tenant's VPC, no matter who made them: a subnet may be associated with any of them. */
const tablesOfVpc = async (scope: Scope, ec2: EC2Client, vpcId: string | undefined): Promise<readonly RouteTable[]> => {
  const vpcs = await collect(paginateDescribeVpcs({ client: ec2 }, { Filters: ours(scope) }), ({ Vpcs }) => Vpcs);
  const ids = new Set([vpcId, ...vpcs.map(({ VpcId }) => VpcId)].flatMap((id) => id ?? []));
  return ids.size > 0 ? routeTablesWith(ec2, [{ Name: 'vpc-id', Values: [...ids] }]) : [];
};

/** Every route by which something leaves the tenant's VPC, or comes to it from hub and database VPC. */
const waysOf = async (scope: Scope, vpcId: string | undefined): Promise<readonly Way[]> => {
  const ec2 = scope.tenant(EC2Client);
  const out = (await tablesOfVpc(scope, ec2, vpcId)).flatMap((table) =>
    (table.Routes ?? []).filter(leadsOut).map((route) => ({ ec2, table, to: destinationOf(route), isOurs: hasTag(scope, table.Tags) })),
  );
  const claim = await scope.ranges.find(scope.tenantId);
  if (!claim) return out;
  const { hub, database } = cellNamed(scope, claim.cell);
  const back = async (peer: Peer): Promise<readonly Way[]> =>
    (await tablesOf(peer))
      .filter(({ Routes = [] }) => Routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === claim.cidr))
      .map((table) => ({ ec2: peer.ec2, table, to: { DestinationCidrBlock: claim.cidr }, isOurs: true }));
  return [...out, ...(await back(hub)), ...(await back(database))];
};

const close = ({ ec2, table, to }: Way): Promise<unknown> =>
  ifFound(() => ec2.send(new DeleteRouteCommand({ RouteTableId: table.RouteTableId, ...to })), 'InvalidRoute.NotFound');

const shown = (ways: readonly Way[]): string => ways.map(({ table, to }) => `${table.RouteTableId} to ${textOf(to)}`).join(', ');

/**
 * An isolated tenant's VPC reaches nothing: neither hub and database VPC nor the internet, and connections that stand end with their
 * route. The ways of the shared accounts are closed as well, where nobody of the tenant's account could open them. `routeTables`,
 * `routes` and `natRoute` make them again. A way in a table that somebody else made stalls the stage: nobody is told that it is shut.
 */
export const isolatedRoutes = isolating('isolatedRoutes', {
  shut: async (scope: Scope, { vpcId }: { readonly vpcId?: string | undefined }) => {
    const ways = await waysOf(scope, vpcId);
    if (ways.length === 0) return;
    await Promise.all(ways.filter(({ isOurs }) => isOurs).map(close));
    const left = await waysOf(scope, vpcId);
    if (left.some(({ isOurs }) => isOurs)) throw new Wait(1, `routes of the isolated tenant to be gone (${shown(left)})`);
    if (left.length === 0) return;
    throw new StalledError(`the isolated tenant's VPC has routes in tables of somebody else: ${shown(left)}`, {
      code: 'ForeignRoutes',
      advice:
        "Delete these routes as administrator of the tenant's account, then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
    });
  },
});
