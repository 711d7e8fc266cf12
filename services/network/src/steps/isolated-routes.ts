import { DeleteRouteCommand, EC2Client, type Route, type RouteTable } from '@aws-sdk/client-ec2';
import { ifFound } from '@tenantry/shared/aws/found';
import { Wait } from '@tenantry/shared/failure/errors';
import { isolating } from '@tenantry/shared/saga/isolating';
import { ours } from '../ec2.ts';
import { routeTablesWith } from '../route.ts';
import { cellNamed, type Peer, type Scope } from '../scope.ts';
import { tablesOf } from './routes.ts';

/** The VPC's own range goes nowhere; of gateway endpoints the route is the endpoint's (EC2 API reference, DeleteRoute). */
const leadsOut = ({ DestinationCidrBlock, GatewayId, State }: Route): boolean =>
  DestinationCidrBlock !== undefined && State !== undefined && GatewayId !== 'local' && !GatewayId?.startsWith('vpce-');

interface Way {
  readonly ec2: EC2Client;
  readonly table: RouteTable;
  readonly cidr: string;
}

/** Every route by which something leaves the tenant's VPC, or comes to it from hub and database VPC. */
const waysOf = async (scope: Scope): Promise<readonly Way[]> => {
  const ec2 = scope.tenant(EC2Client);
  const own = await routeTablesWith(ec2, ours(scope));
  const out = own.flatMap((table) =>
    (table.Routes ?? []).filter(leadsOut).map(({ DestinationCidrBlock: cidr = '' }) => ({ ec2, table, cidr })),
  );
  const claim = await scope.ranges.find(scope.tenantId);
  if (!claim) return out;
  const { hub, database } = cellNamed(scope, claim.cell);
  const back = async (peer: Peer): Promise<readonly Way[]> =>
    (await tablesOf(peer))
      .filter(({ Routes = [] }) => Routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === claim.cidr))
      .map((table) => ({ ec2: peer.ec2, table, cidr: claim.cidr }));
  return [...out, ...(await back(hub)), ...(await back(database))];
};

const close = ({ ec2, table, cidr }: Way): Promise<unknown> =>
  ifFound(
    () => ec2.send(new DeleteRouteCommand({ RouteTableId: table.RouteTableId, DestinationCidrBlock: cidr })),
    'InvalidRoute.NotFound',
  );

/**
 * An isolated tenant's VPC reaches nothing: neither hub and database VPC nor the internet, and connections that stand end with their
 * route. The ways of the shared accounts are closed as well, where nobody of the tenant's account could open them. `routeTables`,
 * `routes` and `natRoute` make them again.
 */
export const isolatedRoutes = isolating('isolatedRoutes', {
  shut: async (scope: Scope) => {
    const ways = await waysOf(scope);
    if (ways.length === 0) return;
    await Promise.all(ways.map(close));
    const left = await waysOf(scope);
    if (left.length > 0) throw new Wait(1, `routes of the isolated tenant to be gone (${left.map(({ cidr }) => cidr).join(', ')})`);
  },
});
