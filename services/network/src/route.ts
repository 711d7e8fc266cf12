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
import { collect } from '@tenantry/shared/aws/pages';
import { StalledError } from '@tenantry/shared/failure/errors';
import { deletion } from './ec2.ts';

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

/**
 * Creates the route, or points it at its target again when that one is gone (`blackhole`).
 * @param table as EC2 described or created it
 * @throws StalledError when a route that works leads somewhere else: in a shared table it is not ours
 */
export const ensureRoute = async (ec2: EC2Client, table: RouteTable, { cidr, ...target }: WantedRoute): Promise<void> => {
  const found = routeTo(table, cidr);
  const input = { RouteTableId: table.RouteTableId, DestinationCidrBlock: cidr, ...target };
  if (!found) {
    await ec2.send(new CreateRouteCommand(input));
    return;
  }
  if (targetOf(found) === targetOf({ cidr, ...target }) && found.State !== 'blackhole') return;
  if (found.State !== 'blackhole') {
    throw new StalledError(`${table.RouteTableId} routes ${cidr} to ${targetOf(found)}, not to ${targetOf({ cidr, ...target })}`, {
      code: 'RouteTaken',
      advice:
        'Find out who made that route; delete it, or reserve its range in the configuration; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
    });
  }
  await ec2.send(new ReplaceRouteCommand(input));
};

/** Deletes the table's route to that range if it leads through a peering; a route of another kind is not ours. */
export const deleteRoute = async (ec2: EC2Client, table: RouteTable, cidr: string): Promise<void> => {
  if (!routeTo(table, cidr)?.VpcPeeringConnectionId) return;
  await deletion(`route to ${cidr}`, () =>
    ec2.send(new DeleteRouteCommand({ RouteTableId: table.RouteTableId, DestinationCidrBlock: cidr })),
  );
};
