import {
  CreateVpcPeeringConnectionCommand,
  DeleteVpcPeeringConnectionCommand,
  type EC2Client,
  type Filter,
  paginateDescribeVpcPeeringConnections,
  type VpcPeeringConnection,
} from '@aws-sdk/client-ec2';
import { collect } from '@tenantry/shared/aws/pages';
import { TENANT_TAG } from '@tenantry/shared/domain/names';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { ifReachable } from '@tenantry/shared/saga/reachable';
import { deletion, idOf, named, tagged } from './ec2.ts';
import { type Cell, cellNamed, type Peer, type Scope } from './scope.ts';

/** States of a peering connection that is there or on its way. */
export const LIVE = ['initiating-request', 'pending-acceptance', 'provisioning', 'active'] as const;

type Side = 'hub' | 'database';

export const peeringsWith = (client: EC2Client, Filters: Filter[]): Promise<readonly VpcPeeringConnection[]> =>
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
  const peer = cell[side];
  const command = new CreateVpcPeeringConnectionCommand({
    VpcId: vpcId,
    PeerVpcId: peer.vpcId,
    PeerOwnerId: peer.accountId,
    TagSpecifications: tagged(scope, 'vpc-peering-connection', side),
  });
  const { VpcPeeringConnection: answered } = await scope.ec2.send(command).catch((error: unknown) => {
    throw explained(error, cell.name, peer);
  });
  if (!answered || isOurs(scope, answered)) return answered;
  // A request is answered with the connection that joins these VPCs already: https://github.com/hashicorp/terraform-provider-aws/issues/27750
  const id = idOf(answered.VpcPeeringConnectionId, 'the peering connection');
  const [known] = await peeringsWith(scope.ec2, [{ Name: 'vpc-peering-connection-id', Values: [id] }]);
  if (known && !isOurs(scope, known)) throw foreign(`${id} joins ${vpcId} and ${peer.vpcId}, and lacks the tenant's tag`);
  return answered;
};

const isOurs = ({ tenantId }: Scope, { Tags = [] }: VpcPeeringConnection): boolean =>
  Tags.some(({ Key, Value }) => Key === TENANT_TAG && Value === tenantId);

const foreign = (message: string, cause?: unknown): StalledError =>
  new StalledError(message, {
    code: 'ForeignPeering',
    advice:
      'Find out who made that connection and delete it, then retry the stage: it requests its own (docs/runbook.md#something-is-in-the-way-that-is-not-ours).',
    cause,
  });

/** How EC2 says that a VPC has as many peerings as it may have (API reference, error codes). Only active ones count (VPC quotas). */
const FULL = ['ActiveVpcPeeringConnectionPerVpcLimitExceeded', 'VpcPeeringConnectionsPerVpcLimitExceeded'];

/** What EC2's refusal to request or to accept a peering means, where only a person can help; any other error as it is. */
export const explained = (cause: unknown, cell: string, { accountId, vpcId }: Peer): unknown => {
  const message = cause instanceof Error ? cause.message : '';
  // EC2 takes a request between VPCs that are peered the other way round, and says so only when it is accepted.
  if (isCode(cause, 'VpcPeeringConnectionAlreadyExists'))
    return foreign(`another connection joins ${vpcId} and the tenant's VPC: ${message}`, cause);
  if (!isCode(cause, ...FULL)) return cause;
  return new StalledError(`cell ${cell} takes no more peerings: ${message}`, {
    code: 'CellFull',
    advice: `Raise the quota "Active VPC peering connections per VPC" in account ${accountId} (at most 125), or off-board a tenant; then retry the stage. docs/runbook.md#a-cell-is-full`,
    cause,
  });
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
    { Name: 'requester-vpc-info.owner-id', Values: [scope.accountId] },
    { Name: 'accepter-vpc-info.vpc-id', Values: [vpcId] },
    { Name: 'status-code', Values: ['active'] }, // this side deletes no other; a request that nobody accepts expires in seven days
  ]);
  // The requester's tags are not seen on this side; and an account that nobody used may have another tenant by now (docs/adr/0006).
  await deleteAll(
    ec2,
    peerings.filter(({ RequesterVpcInfo }) => RequesterVpcInfo?.CidrBlock === claim.cidr),
  );
};

const deleteAll = async (ec2: EC2Client, peerings: readonly VpcPeeringConnection[]): Promise<void> => {
  for (const { VpcPeeringConnectionId } of peerings) {
    await deletion(`peering ${VpcPeeringConnectionId}`, () => ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId })));
  }
};
