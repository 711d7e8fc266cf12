import {
  AssociateRouteTableCommand,
  CreateRouteTableCommand,
  DeleteRouteTableCommand,
  DisassociateRouteTableCommand,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { deletion, idOf, nameTag, ours, tagged, theOne } from '../ec2.ts';
import { DEFAULT, ensureRoute, routeTablesWith } from '../route.ts';
import type { Scope } from '../scope.ts';
import type { Tier } from '../subnet-plan.ts';

interface Needs {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly internetGatewayId: string;
}

/** @throws StalledError where somebody gave the subnet another table: it may route through a firewall */
const associate = async (scope: Scope, RouteTableId: string, SubnetId: string): Promise<void> => {
  try {
    await scope.ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  } catch (cause) {
    if (!isCode(cause, 'Resource.AlreadyAssociated')) throw cause;
    const holders = (await routeTablesWith(scope.ec2, [{ Name: 'association.subnet-id', Values: [SubnetId] }])).map(
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
export const routeTables = step(
  'routeTables',
  {
    ensure: async (scope: Scope, needs: Needs, saved: { publicRouteTableId?: string; privateRouteTableId?: string }) => {
      const found = await routeTablesWith(scope.ec2, ours(scope));
      const ensure = async (tier: Tier, subnetIds: readonly string[], savedId?: string, GatewayId?: string): Promise<string> => {
        const table =
          theOne(
            found.filter(({ Tags }) => Tags?.some(({ Value }) => Value === nameTag(scope, tier))),
            ({ RouteTableId }) => RouteTableId === savedId,
            ({ Associations = [] }) => Associations.length > 0,
          ) ?? (await create(scope, needs.vpcId, tier));
        const id = idOf(table?.RouteTableId, `the ${tier} route table`);
        const associated = (table?.Associations ?? []).map(({ SubnetId }) => SubnetId);
        await Promise.all([
          ...subnetIds.filter((subnetId) => !associated.includes(subnetId)).map((subnetId) => associate(scope, id, subnetId)),
          GatewayId && ensureRoute(scope.ec2, table ?? {}, { cidr: DEFAULT, GatewayId }),
        ]);
        return id;
      };
      const [publicRouteTableId, privateRouteTableId] = await Promise.all([
        ensure('public', needs.publicSubnetIds, saved.publicRouteTableId, needs.internetGatewayId),
        ensure('private', needs.privateSubnetIds, saved.privateRouteTableId),
      ]);
      return { publicRouteTableId, privateRouteTableId };
    },
    remove: async (scope: Scope) => {
      const { ec2 } = scope;
      for (const { RouteTableId, Associations = [] } of await routeTablesWith(scope.ec2, ours(scope))) {
        for (const { RouteTableAssociationId: AssociationId } of Associations) {
          await deletion(`association ${AssociationId}`, () => ec2.send(new DisassociateRouteTableCommand({ AssociationId })));
        }
        await deletion(`route table ${RouteTableId}`, () => ec2.send(new DeleteRouteTableCommand({ RouteTableId })));
      }
    },
  },
  {
    // The route is the default route of the public one.
    creates: [{ type: 'AWS::EC2::RouteTable', count: 2 }, { type: 'AWS::EC2::Route' }],
  },
);

const create = async (scope: Scope, VpcId: string, tier: Tier): Promise<RouteTable | undefined> =>
  (await scope.ec2.send(new CreateRouteTableCommand({ VpcId, TagSpecifications: tagged(scope, 'route-table', tier) }))).RouteTable;
