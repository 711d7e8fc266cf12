import {
  AssociateRouteTableCommand,
  CreateRouteTableCommand,
  DeleteRouteTableCommand,
  DisassociateRouteTableCommand,
  EC2Client,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { hasTag } from '@tenantry/shared/aws/tags';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { resources } from '@tenantry/shared/saga/resource';
import { IN_USE, nameTag, ours, tagged } from '../ec2.ts';
import { DEFAULT, ensureRoute, leadsTo, routeTablesWith } from '../route.ts';
import type { Scope } from '../scope.ts';
import type { Tier } from '../subnet-plan.ts';

interface Needs {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly internetGatewayId: string;
}
interface Wanted {
  readonly tier: Tier;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** Where everything else goes; the private ones' default route is `natRoute`'s. */
  readonly internetGatewayId?: string;
}

const isNamed = (scope: Scope, tier: Tier, { Tags = [] }: RouteTable): boolean => Tags.some(({ Value }) => Value === nameTag(scope, tier));
const withoutTable = ({ subnetIds }: Wanted, { Associations = [] }: RouteTable): readonly string[] =>
  subnetIds.filter((id) => !Associations.some(({ SubnetId }) => SubnetId === id));

/** @throws StalledError where somebody gave the subnet another table: it may route through a firewall */
const associate = async ({ tenant }: Scope, RouteTableId: string, SubnetId: string): Promise<void> => {
  try {
    await tenant(EC2Client).send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  } catch (cause) {
    if (!isCode(cause, 'Resource.AlreadyAssociated')) throw cause;
    const holders = (await routeTablesWith(tenant(EC2Client), [{ Name: 'association.subnet-id', Values: [SubnetId] }])).map(
      (table) => table.RouteTableId,
    );
    if (holders.includes(RouteTableId)) return; // by a call whose answer got lost
    if (holders.length === 0) throw cause; // EC2 does not show it yet
    throw new StalledError(`subnet ${SubnetId} is associated with ${holders.join()}, not with ${RouteTableId}`, {
      code: 'SubnetRoutedElsewhere',
      advice:
        'Find out who gave the subnet that route table, and take it away; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
      cause,
    });
  }
};

/** One table for the public subnets, with its default route, and one for the private ones, which `natRoute` gives theirs. */
export const routeTables = resources(
  'routeTables',
  {
    each: (_scope, { vpcId, publicSubnetIds, privateSubnetIds, internetGatewayId }: Needs): readonly Wanted[] => [
      { tier: 'public', vpcId, subnetIds: publicSubnetIds, internetGatewayId },
      { tier: 'private', vpcId, subnetIds: privateSubnetIds },
    ],
    find: (scope: Scope) => routeTablesWith(scope.tenant(EC2Client), ours(scope)),
    is: (scope, { tier }, found) => isNamed(scope, tier, found),
    isOurs: (scope, { Tags }) => hasTag(scope, Tags),
    signs: ({ tier }, saved) => [
      ({ RouteTableId }) => RouteTableId === saved[`${tier}RouteTableId`],
      ({ Associations = [] }) => Associations.length > 0,
    ],
    create: async (scope: Scope, { vpcId: VpcId, tier }: Wanted) =>
      (await scope.tenant(EC2Client).send(new CreateRouteTableCommand({ VpcId, TagSpecifications: tagged(scope, 'route-table', tier) })))
        .RouteTable,
    differs: (_scope, wanted, found) => [
      ...withoutTable(wanted, found).map((subnetId) => `association of ${subnetId}`),
      ...(wanted.internetGatewayId && !leadsTo(found, { cidr: DEFAULT, GatewayId: wanted.internetGatewayId }) ? ['default route'] : []),
    ],
    repair: async (scope, wanted, found) => {
      const { RouteTableId = '' } = found;
      const { internetGatewayId: GatewayId } = wanted;
      await Promise.all([
        ...withoutTable(wanted, found).map((subnetId) => associate(scope, RouteTableId, subnetId)),
        GatewayId && ensureRoute(scope.tenant(EC2Client), found, { cidr: DEFAULT, GatewayId }),
      ]);
    },
    remove: async ({ tenant }, { RouteTableId, Associations = [] }) => {
      for (const { RouteTableAssociationId: AssociationId } of Associations) {
        const disassociate = new DisassociateRouteTableCommand({ AssociationId });
        await ifFound(() => tenant(EC2Client).send(disassociate), 'InvalidAssociationID.NotFound');
      }
      await tenant(EC2Client).send(new DeleteRouteTableCommand({ RouteTableId }));
    },
    gone: ['InvalidRouteTableID.NotFound'],
    inUse: IN_USE,
    what: ({ RouteTableId }) => `route table ${RouteTableId}`,
    out: (_scope, built) => {
      const idFor = (tier: Tier): string =>
        idOf(built.find(({ wanted }) => wanted.tier === tier)?.found.RouteTableId, `the ${tier} route table`);
      return { publicRouteTableId: idFor('public'), privateRouteTableId: idFor('private') };
    },
  },
  // The route is the default route of the public one.
  { creates: [{ type: 'AWS::EC2::RouteTable', id: ['publicRouteTableId', 'privateRouteTableId'], count: 2 }, { type: 'AWS::EC2::Route' }] },
);
