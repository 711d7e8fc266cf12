import { type Block, contains, parseBlock } from '../rules/ec2/cidr.ts';
import type { ClientVpn } from '../rules/ec2/client-vpn-state.ts';
import { describe, inVpc, type Scope } from '../rules/ec2/inventory.ts';
import { peeringStatus, peerings } from '../rules/ec2/peering-state.ts';
import { elementsAt, type Fields, textAt, textsAt } from '../rules/xml-path.ts';
import type { GatewayContext } from '../types.ts';

/** Where network interfaces are: one in each subnet, with these security groups. */
export interface Place extends Scope {
  readonly subnetIds: readonly string[];
  /** Absent where any group may be meant: then only routes count. */
  readonly groupIds?: readonly string[];
  /** The endpoint, where the interfaces are those of a Client VPN: its routes and rules decide before those of the subnets. */
  readonly vpn?: ClientVpn;
}

/** Between a subnet and another; `why` says what stands in the way, and is absent where nothing does. */
export interface Way {
  readonly from: string;
  readonly to: string;
  readonly why?: string;
}

interface Network {
  readonly subnets: readonly Fields[];
  readonly tables: readonly Fields[];
  readonly groups: readonly Fields[];
}

interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly block: Block;
  readonly cidr: string;
  readonly table: Fields;
}

const networkOf = async (context: GatewayContext, scope: Scope): Promise<Network> => {
  const [subnets, tables, groups] = await Promise.all([
    describe(context, scope, 'DescribeSubnets'),
    describe(context, scope, 'DescribeRouteTables'),
    describe(context, scope, 'DescribeSecurityGroups'),
  ]);
  return { subnets, tables, groups };
};

/** A subnet without a table of its own has the main one: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html */
const tableOf = ({ tables }: Network, subnetId: string, vpcId: string): Fields | undefined =>
  tables.find((table) => textsAt(table, 'associationSet.item.subnetId').includes(subnetId)) ??
  tables.find((table) => inVpc(vpcId)(table) && textsAt(table, 'associationSet.item.main').includes('true'));

const subnetsOf = (network: Network, ids: readonly string[]): Subnet[] =>
  ids.flatMap((id) => {
    const found = network.subnets.find((subnet) => textAt(subnet, 'subnetId') === id);
    const cidr = textAt(found ?? {}, 'cidrBlock');
    const vpcId = textAt(found ?? {}, 'vpcId');
    const [block, table] = [parseBlock(cidr), tableOf(network, id, vpcId)];
    return block && table ? [{ id, vpcId, block, cidr, table }] : [];
  });

/** The route that a packet takes: of those that contain the destination, the most specific one. */
const routeTo = (table: Fields, destination: Block): Fields | undefined =>
  elementsAt(table, 'routeSet.item')
    .flatMap((route) => {
      const block = parseBlock(textAt(route, 'destinationCidrBlock'));
      return block && contains(block, destination) ? [{ route, prefix: block.prefix }] : [];
    })
    .toSorted((a, b) => b.prefix - a.prefix)[0]?.route;

/** Why no packet gets from one subnet to another; undefined when the table leads there, through an active peering of both VPCs. */
const noRoute = (context: GatewayContext, from: Subnet, to: Subnet): string | undefined => {
  if (from.vpcId === to.vpcId) return undefined;
  const where = `${textAt(from.table, 'routeTableId')} of ${from.id}`;
  const route = routeTo(from.table, to.block);
  const peeringId = textAt(route ?? {}, 'vpcPeeringConnectionId');
  if (!route || peeringId === '') return `${where} has no route to ${to.cidr} through a peering connection`;
  const peering = peerings(context)[peeringId];
  const status = peering && peeringStatus(context, peering)?.code;
  if (!peering || status !== 'active') return `${where} routes ${to.cidr} to ${peeringId}, which is ${status ?? 'gone'}`;
  const ends = [peering.requester.vpcId, peering.accepter.vpcId];
  // Peering is not transitive: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
  return ends.includes(from.vpcId) && ends.includes(to.vpcId) ? undefined : `${peeringId} does not lead from ${from.vpcId} to ${to.vpcId}`;
};

/** A client gets where its endpoint has a route and a rule: https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/how-it-works.html */
const notFromVpn = ({ id, routes, authorized }: ClientVpn, from: Subnet, { cidr, block }: Subnet): string | undefined => {
  const leads = (range: string): boolean => {
    const outer = parseBlock(range);
    return outer !== undefined && contains(outer, block);
  };
  if (!authorized.some(leads)) return `${id} has no authorization rule for ${cidr}`;
  return routes.some(({ destination, subnetId }) => subnetId === from.id && leads(destination))
    ? undefined
    : `${id} has no route to ${cidr} through ${from.id}`;
};

interface Peer {
  readonly subnet: Subnet;
  readonly groupIds: readonly string[] | undefined;
}

const isTcp = (permission: Fields, port: number): boolean => {
  const protocol = textAt(permission, 'ipProtocol');
  if (protocol === '-1') return true;
  const [first, last] = [Number(textAt(permission, 'fromPort')), Number(textAt(permission, 'toPort'))];
  return (protocol === 'tcp' || protocol === '6') && first <= port && port <= last;
};

/** Whether one of the groups has a rule for TCP at the port with that peer, by its range or by its group. */
const isAllowed = (
  network: Network,
  groupIds: readonly string[] | undefined,
  rules: string,
  { subnet, groupIds: others = [] }: Peer,
  port: number,
): boolean =>
  groupIds === undefined ||
  network.groups
    .filter((group) => groupIds.includes(textAt(group, 'groupId')))
    .flatMap((group) => elementsAt(group, `${rules}.item`))
    .filter((permission) => isTcp(permission, port))
    .some((permission) => {
      const ranges = textsAt(permission, 'ipRanges.item.cidrIp').flatMap((range) => parseBlock(range) ?? []);
      const named = textsAt(permission, 'groups.item.groupId');
      return ranges.some((range) => contains(range, subnet.block)) || named.some((id) => others.includes(id));
    });

/**
 * Every way of TCP from the subnets of one place to those of another: routes both ways, active peering, groups out and in. Network ACLs
 * are not asked: ours are the default ones, which let everything through.
 */
export const ways = async (context: GatewayContext, from: Place, to: Place, port: number): Promise<readonly Way[]> => {
  const [own, theirs] = await Promise.all([networkOf(context, from), networkOf(context, to)]);
  const [sources, targets] = [subnetsOf(own, from.subnetIds), subnetsOf(theirs, to.subnetIds)];
  for (const [place, found] of [[from, sources] as const, [to, targets] as const]) {
    if (found.length > 0) continue;
    const missing = place.subnetIds.join(', ') || 'no subnet';
    return [{ from: from.subnetIds.join(', '), to: to.subnetIds.join(', '), why: `${missing} of account ${place.accountId} is not there` }];
  }
  const blocked = (source: Subnet, target: Subnet): string | undefined => {
    const unrouted =
      (from.vpn && notFromVpn(from.vpn, source, target)) ?? noRoute(context, source, target) ?? noRoute(context, target, source);
    if (unrouted !== undefined) return unrouted;
    if (!isAllowed(own, from.groupIds, 'ipPermissionsEgress', { subnet: target, groupIds: to.groupIds }, port)) {
      return `${from.groupIds?.join(', ') || 'no group'} lets nothing out to ${target.cidr}, port ${port}`;
    }
    return isAllowed(theirs, to.groupIds, 'ipPermissions', { subnet: source, groupIds: from.groupIds }, port)
      ? undefined
      : `${to.groupIds?.join(', ') || 'no group'} lets nothing in from ${source.cidr}, port ${port}`;
  };
  return sources.flatMap((source) =>
    targets.map((target) => {
      const why = blocked(source, target);
      return { from: source.id, to: target.id, ...(why === undefined ? {} : { why }) };
    }),
  );
};

/**
 * Why TCP does not get from one place to another; undefined when it does. A function works in any of its subnets and a database moves
 * between its own, so each pair must be connected.
 */
export const noWay = async (context: GatewayContext, from: Place, to: Place, port: number): Promise<string | undefined> =>
  (await ways(context, from, to, port)).find(({ why }) => why !== undefined)?.why;
