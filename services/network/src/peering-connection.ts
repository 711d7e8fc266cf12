import {
  CreateVpcPeeringConnectionCommand,
  DeleteVpcPeeringConnectionCommand,
  type EC2Client,
  type Filter,
  paginateDescribeVpcPeeringConnections,
  type VpcPeeringConnection,
} from '@aws-sdk/client-ec2';
import { StalledError } from '@tenantry/shared/errors';
import { collect } from '@tenantry/shared/pages';
import { ifReachable } from '@tenantry/shared/reachable';
import { deletion, idOf, named, tagged } from './ec2.ts';
import { type Cell, cellNamed, type Scope } from './scope.ts';

/** States of a peering connection that is there or on its way. */
export const LIVE = ['initiating-request', 'pending-acceptance', 'provisioning', 'active'] as const;

type Side = 'hub' | 'database';

const peeringsWith = (client: EC2Client, Filters: Filter[]): Promise<readonly VpcPeeringConnection[]> =>
  collect(paginateDescribeVpcPeeringConnections({ client }, { Filters }), (page) => page.VpcPeeringConnections);

const find = (scope: Scope, side: Side): Promise<readonly VpcPeeringConnection[]> =>
  peeringsWith(scope.ec2, [...named(scope, side), { Name: 'status-code', Values: [...LIVE] }]);

/** Asks for the peering from the tenant's side; the other side accepts it in a step of its own. Answers its id. */
export const requestPeering = async (scope: Scope, side: Side, vpcId: string, cellName: string): Promise<string> => {
  const cell = cellNamed(scope, cellName);
  const [found] = await find(scope, side);
  if (found && found.AccepterVpcInfo?.VpcId !== cell[side].vpcId) {
    throw new StalledError(`${found.VpcPeeringConnectionId} leads to ${found.AccepterVpcInfo?.VpcId}, not to ${cell[side].vpcId}`, {
      code: 'PeeringElsewhere',
      advice: `Delete the peering connection in the tenant's account if cell ${cell.name} was rebuilt, then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).`,
    });
  }
  return idOf((found ?? (await create(scope, side, vpcId, cell)))?.VpcPeeringConnectionId, 'the peering connection');
};

const create = async (scope: Scope, side: Side, vpcId: string, cell: Cell): Promise<VpcPeeringConnection | undefined> => {
  const { VpcPeeringConnection: created } = await scope.ec2.send(
    new CreateVpcPeeringConnectionCommand({
      VpcId: vpcId,
      PeerVpcId: cell[side].vpcId,
      PeerOwnerId: cell[side].accountId,
      TagSpecifications: tagged(scope, 'vpc-peering-connection', side),
    }),
  );
  return created;
};

/**
 * Either side may delete it; the tenant's does, and the other side's view goes with it. Where somebody has closed the tenant's account,
 * the other side does.
 */
export const deletePeering = async (scope: Scope, side: Side): Promise<void> => {
  const own = await ifReachable(() => find(scope, side));
  if (own) return deleteAll(scope.ec2, own);
  const claim = await scope.ranges.findLast(scope.tenantId);
  if (!claim) return; // without a range nothing was peered
  const { ec2, vpcId } = cellNamed(scope, claim.cell)[side];
  const peerings = await peeringsWith(ec2, [
    { Name: 'requester-vpc-info.owner-id', Values: [scope.accountId] }, // the requester's tags are not seen on this side
    { Name: 'accepter-vpc-info.vpc-id', Values: [vpcId] },
    { Name: 'status-code', Values: ['active'] }, // this side deletes no other; a request that nobody accepts expires in seven days
  ]);
  await deleteAll(ec2, peerings);
};

const deleteAll = async (ec2: EC2Client, peerings: readonly VpcPeeringConnection[]): Promise<void> => {
  for (const { VpcPeeringConnectionId } of peerings) {
    await deletion(`peering ${VpcPeeringConnectionId}`, () => ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId })));
  }
};
