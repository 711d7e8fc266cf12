import {
  AssociateRouteTableCommand,
  CreateRouteTableCommand,
  DeleteRouteTableCommand,
  DisassociateRouteTableCommand,
  paginateDescribeRouteTables,
  type RouteTable,
} from '@aws-sdk/client-ec2';
import { collect } from '@tenantry/shared/pages';
import { step } from '@tenantry/shared/stage';
import { deletion, idOf, nameTag, ours, tagged } from '../ec2.ts';
import { DEFAULT, ensureRoute } from '../route.ts';
import type { Scope } from '../scope.ts';
import type { Tier } from '../subnet-plan.ts';

interface Needs {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly internetGatewayId: string;
}

const find = (scope: Scope): Promise<readonly RouteTable[]> =>
  collect(paginateDescribeRouteTables({ client: scope.ec2 }, { Filters: ours(scope) }), ({ RouteTables }) => RouteTables);

/** One table for the public subnets, with its default route, and one for the private ones, which `natRoute` gives theirs. */
export const routeTables = step('routeTables', {
  ensure: async (scope: Scope, needs: Needs) => {
    const found = await find(scope);
    const ensure = async (tier: Tier, subnetIds: readonly string[], GatewayId?: string): Promise<string> => {
      const named = found.find(({ Tags }) => Tags?.some(({ Value }) => Value === nameTag(scope, tier)));
      const table = named ?? (await create(scope, needs.vpcId, tier));
      const id = idOf(table?.RouteTableId, `the ${tier} route table`);
      const associated = (table?.Associations ?? []).map(({ SubnetId }) => SubnetId);
      await Promise.all([
        ...subnetIds
          .filter((subnetId) => !associated.includes(subnetId))
          .map((SubnetId) => scope.ec2.send(new AssociateRouteTableCommand({ RouteTableId: id, SubnetId }))),
        GatewayId && ensureRoute(scope.ec2, table ?? {}, { cidr: DEFAULT, GatewayId }),
      ]);
      return id;
    };
    const [publicRouteTableId, privateRouteTableId] = await Promise.all([
      ensure('public', needs.publicSubnetIds, needs.internetGatewayId),
      ensure('private', needs.privateSubnetIds),
    ]);
    return { publicRouteTableId, privateRouteTableId };
  },
  remove: async (scope: Scope) => {
    const { ec2 } = scope;
    for (const { RouteTableId, Associations = [] } of await find(scope)) {
      for (const { RouteTableAssociationId: AssociationId } of Associations) {
        await deletion(`association ${AssociationId}`, () => ec2.send(new DisassociateRouteTableCommand({ AssociationId })));
      }
      await deletion(`route table ${RouteTableId}`, () => ec2.send(new DeleteRouteTableCommand({ RouteTableId })));
    }
  },
});

const create = async (scope: Scope, VpcId: string, tier: Tier): Promise<RouteTable | undefined> =>
  (await scope.ec2.send(new CreateRouteTableCommand({ VpcId, TagSpecifications: tagged(scope, 'route-table', tier) }))).RouteTable;
