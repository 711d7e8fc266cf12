import {
  CreateVpcPeeringConnectionCommand,
  DeleteVpcPeeringConnectionCommand,
  EC2Client,
  type Filter,
  paginateDescribeVpcPeeringConnections,
  type VpcPeeringConnection,
} from '@aws-sdk/client-ec2';
import { idOf } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { ifReachable } from '@tenantry/shared/saga/reachable';
import { resource } from '@tenantry/shared/saga/resource';
import { IN_USE, named, tagged } from './ec2.ts';
import { type Cell, cellNamed, type Peer, type Scope } from './scope.ts';

/** States of a peering connection that is there or on its way. */
export const LIVE = ['initiating-request', 'pending-acceptance', 'provisioning', 'active'] as const;

type Side = 'hub' | 'database';

export const peeringsWith = (client: EC2Client, Filters: Filter[]): Promise<readonly VpcPeeringConnection[]> =>
  collect(paginateDescribeVpcPeeringConnections({ client }, { Filters }), (page) => page.VpcPeeringConnections);

interface Needs {
  readonly accountId: string;
  readonly vpcId: string;
  readonly cell: string;
}
interface Found extends VpcPeeringConnection {
  /** Seen from the other side, which does not see the requester's tags. */
  readonly isFar?: true;
}

/**
 * A peering with one of the cell's VPCs, asked for from the tenant's side; the other side accepts it in another step (`peeringAcceptance`).
 * Either side may delete it: the tenant's does, and the other side's view goes with it. Where somebody has closed the tenant's account, the
 * other side does.
 * @param id the field in which the step answers its id
 */
export const peering = <const Name extends string, const Id extends string>(name: Name, side: Side, id: Id) =>
  resource(
    name,
    {
      find: async (scope: Scope, { accountId }): Promise<readonly Found[]> =>
        (await ifReachable(() => near(scope, side))) ?? far(scope, side, accountId),
      isOurs: (scope, { isFar, Tags }) => isFar === true || hasTag(scope, Tags),
      create: (scope: Scope, { vpcId, cell }: Needs) => request(scope, side, vpcId, cellNamed(scope, cell)),
      differs: (scope, { cell }, { AccepterVpcInfo }) =>
        AccepterVpcInfo?.VpcId === cellNamed(scope, cell)[side].vpcId ? [] : ['the VPC to which it leads'],
      repair: async (scope, needs, { VpcPeeringConnectionId, AccepterVpcInfo }) => {
        const { name: cell, [side]: peer } = cellNamed(scope, needs.cell);
        throw new StalledError(`${VpcPeeringConnectionId} leads to ${AccepterVpcInfo?.VpcId}, not to ${peer.vpcId}`, {
          code: 'PeeringElsewhere',
          advice: `Delete the peering connection in the tenant's account if cell ${cell} was rebuilt, then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).`,
        });
      },
      remove: async (scope, { VpcPeeringConnectionId, isFar, AccepterVpcInfo }) => {
        const peer = isFar && scope.cells.map((cell) => cell[side]).find(({ vpcId }) => vpcId === AccepterVpcInfo?.VpcId);
        const ec2 = peer ? peer.ec2 : scope.tenant(EC2Client);
        await ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
      },
      gone: ['InvalidVpcPeeringConnectionID.NotFound'],
      inUse: IN_USE,
      what: ({ VpcPeeringConnectionId }) => `peering ${VpcPeeringConnectionId}`,
      out: (_scope, { VpcPeeringConnectionId }) =>
        ({ [id]: idOf(VpcPeeringConnectionId, 'the peering connection') }) as Readonly<Record<Id, string>>,
    },
    { creates: [{ type: 'AWS::EC2::VPCPeeringConnection', id }] },
  );

const near = (scope: Scope, side: Side): Promise<readonly Found[]> =>
  peeringsWith(scope.tenant(EC2Client), [...named(scope, side), { Name: 'status-code', Values: [...LIVE] }]);

const far = async (scope: Scope, side: Side, accountId: string | undefined): Promise<readonly Found[]> => {
  const claim = await scope.ranges.findLast(scope.tenantId);
  if (!claim || accountId === undefined) return []; // without a range nothing was peered
  const { ec2, vpcId } = cellNamed(scope, claim.cell)[side];
  const peerings = await peeringsWith(ec2, [
    { Name: 'requester-vpc-info.owner-id', Values: [accountId] },
    { Name: 'accepter-vpc-info.vpc-id', Values: [vpcId] },
    { Name: 'status-code', Values: ['active'] }, // this side deletes no other; a request that nobody accepts expires in seven days
  ]);
  // An account that nobody used may have another tenant by now (docs/adr/0006).
  return peerings.filter(({ RequesterVpcInfo }) => RequesterVpcInfo?.CidrBlock === claim.cidr).map((one) => ({ ...one, isFar: true }));
};

const request = async (scope: Scope, side: Side, vpcId: string, cell: Cell): Promise<VpcPeeringConnection | undefined> => {
  const peer = cell[side];
  const command = new CreateVpcPeeringConnectionCommand({
    VpcId: vpcId,
    PeerVpcId: peer.vpcId,
    PeerOwnerId: peer.accountId,
    TagSpecifications: tagged(scope, 'vpc-peering-connection', side),
  });
  const { VpcPeeringConnection: answered } = await scope
    .tenant(EC2Client)
    .send(command)
    .catch((error: unknown) => {
      throw explained(error, cell.name, peer);
    });
  if (!answered || hasTag(scope, answered.Tags)) return answered;
  // A request is answered with the connection that joins these VPCs already: https://github.com/hashicorp/terraform-provider-aws/issues/27750
  const id = idOf(answered.VpcPeeringConnectionId, 'the peering connection');
  const [known] = await peeringsWith(scope.tenant(EC2Client), [{ Name: 'vpc-peering-connection-id', Values: [id] }]);
  if (known && !hasTag(scope, known.Tags)) throw foreign(`${id} joins ${vpcId} and ${peer.vpcId}, and lacks the tenant's tag`);
  return answered;
};

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
