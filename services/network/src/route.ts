import {
  CreateRouteCommand,
  DeleteRouteCommand,
  type EC2Client,
  type Filter,
  paginateDescribeRouteTables,
  ReplaceRouteCommand,
  type Route,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import { ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { StalledError } from '@tenantry/shared/failure/errors';

export const routeTablesWith = (client: EC2Client, Filters: Filter[]): Promise<RouteTable[]> =>
  collect(paginateDescribeRouteTables({ client }, { Filters }), ({ RouteTables }) => RouteTables);

/** Where everything goes that no other route knows. */
export const DEFAULT = '0.0.0.0/0';

/** A route and its one target. */
export interface WantedRoute {
  readonly cidr: string;
  readonly GatewayId?: string;
  readonly NatGatewayId?: string;
  readonly VpcPeeringConnectionId?: string;
}
const targetOf = ({ GatewayId, NatGatewayId, VpcPeeringConnectionId }: Route | WantedRoute): string =>
  GatewayId ?? NatGatewayId ?? VpcPeeringConnectionId ?? '';
const routeTo = (table: RouteTable, cidr: string): Route | undefined =>
  table.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === cidr);

/** Whether the table has the route, and its target works. */
export const leadsTo = (table: RouteTable, wanted: WantedRoute): boolean => {
  const found = routeTo(table, wanted.cidr);
  return found !== undefined && targetOf(found) === targetOf(wanted) && found.State !== 'blackhole';
};

/**
 * Creates the route, or points it at its target again when that one is gone (`blackhole`).
 * @param table as EC2 described or created it
 * @throws StalledError when a route that works leads somewhere else: in a shared table it is not ours
 */
export const ensureRoute = async (ec2: EC2Client, table: RouteTable, wanted: WantedRoute): Promise<void> => {
  if (leadsTo(table, wanted)) return;
  const { cidr, ...target } = wanted;
  const found = routeTo(table, cidr);
  const input = { RouteTableId: table.RouteTableId, DestinationCidrBlock: cidr, ...target };
  if (!found) {
    await ec2.send(new CreateRouteCommand(input));
    return;
  }
  if (found.State !== 'blackhole') {
    throw new StalledError(`${table.RouteTableId} routes ${cidr} to ${targetOf(found)}, not to ${targetOf(wanted)}`, {
      code: 'RouteTaken',
      advice:
        'Find out who made that route; delete it, or reserve its range in the configuration; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
    });
  }
  await ec2.send(new ReplaceRouteCommand(input));
};

/**
 * Deletes the table's route to that range if it leads through a peering; a route of another kind is not ours.
 * @param peeringId the tenant's, where it is known: a route that works through another one is not ours either
 */
export const deleteRoute = async (ec2: EC2Client, table: RouteTable, cidr: string, peeringId?: string): Promise<void> => {
  const { VpcPeeringConnectionId: via, State } = routeTo(table, cidr) ?? {};
  if (!via || (peeringId !== undefined && via !== peeringId && State !== 'blackhole')) return;
  const command = new DeleteRouteCommand({ RouteTableId: table.RouteTableId, DestinationCidrBlock: cidr });
  await ifFound(() => ec2.send(command), 'InvalidRoute.NotFound', 'InvalidRouteTableID.NotFound');
};
