import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { quotas } from '../quotas.ts';
import { elementsAt, type Fields, textAt } from '../xml-path.ts';
import { select } from './describe.ts';
import { field, required } from './input.ts';
import { arnOf, describe, ec2Result, rewrite, scopeOf } from './inventory.ts';
import { livePeerings, type Peering, type PeeringSide, peeringStatus, peerings } from './peering-state.ts';
import { rangesOf } from './secondary-ranges.ts';

const LIFECYCLE = 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle';

const sideFields = (context: GatewayContext, { accountId, region, vpcId, cidrBlock }: PeeringSide): Fields => ({
  ...(cidrBlock === ''
    ? {}
    : { cidrBlock, cidrBlockSet: { item: rangesOf(context, { vpcId, cidrBlock }).map((range) => ({ cidrBlock: range })) } }),
  ownerId: accountId,
  vpcId,
  region,
});

/** The emulator's answer for a peering connection with AWS's status, owners and blocks. */
export const shownPeering = (context: GatewayContext, fields: Fields): Fields[] => {
  const peering = peerings(context)[textAt(fields, 'vpcPeeringConnectionId')];
  if (!peering) return [fields];
  const status = peeringStatus(context, peering);
  if (!status) return [];
  const active = status.code === 'active';
  return [
    {
      ...fields,
      requesterVpcInfo: sideFields(context, peering.requester),
      // The accepter's block is disclosed only once it has accepted.
      accepterVpcInfo: sideFields(context, active ? peering.accepter : { ...peering.accepter, cidrBlock: '' }),
      status,
    },
  ];
};

/** The peering that a call names, if it may be moved to `to`. */
const movable = (call: AwsCall, context: GatewayContext, from: readonly string[], to: string): Peering | undefined => {
  const id = required(call.params, 'VpcPeeringConnectionId');
  const peering = peerings(context)[id];
  if (!peering) return undefined;
  const status = peeringStatus(context, peering)?.code;
  if (status === undefined)
    throw new AwsError('InvalidVpcPeeringConnectionID.NotFound', `The vpcPeeringConnection ID '${id}' does not exist`);
  if (!from.includes(status)) {
    throw new AwsError('InvalidStateTransition', `Invalid state transition for ${id}, attempted to transition from ${status} to ${to}`);
  }
  return peering;
};

const onlyAccepter = (call: AwsCall, peering: Peering, verb: string): void => {
  if (peering.accepter.accountId === call.caller.accountId && peering.accepter.region === call.region) return;
  throw new AwsError('OperationNotPermitted', `User ${call.caller.accountId} cannot ${verb} peering ${peering.id}`);
};

export const peeringRules: readonly Rule[] = [
  {
    name: 'peering-accept',
    // The code of a full VPC: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcPeeringConnection.html',
    service: 'ec2',
    operations: ['AcceptVpcPeeringConnection'],
    before: (call, context) => {
      const peering = peerings(context)[required(call.params, 'VpcPeeringConnectionId')];
      if (!peering) return undefined;
      onlyAccepter(call, peering, 'accept');
      movable(call, context, ['pending-acceptance'], 'active');
      const [one, other] = [peering.requester.vpcId, peering.accepter.vpcId];
      const isJoined = livePeerings(context, one).some(
        (known) => known.acceptedAt !== undefined && [known.requester.vpcId, known.accepter.vpcId].includes(other),
      );
      // The id is that of the request: https://github.com/hashicorp/terraform-provider-aws/issues/44315
      if (isJoined)
        throw new AwsError('VpcPeeringConnectionAlreadyExists', `The vpc peering connection identified by ${peering.id} already exists.`);
      // Active connections count, so nobody is refused before; and they count in both VPCs.
      for (const { vpcId } of [peering.accepter, peering.requester]) {
        const active = livePeerings(context, vpcId).filter(({ acceptedAt }) => acceptedAt !== undefined);
        if (active.length < quotas(context).peeringsPerVpc) continue;
        throw new AwsError(
          'ActiveVpcPeeringConnectionPerVpcLimitExceeded',
          `The maximum number of active VPC peering connections for ${vpcId} has been reached.`,
        );
      }
      return undefined;
    },
    after: (call, result, context) => {
      const peering = peerings(context)[field(call.params, 'VpcPeeringConnectionId')];
      if (!peering || result.status >= 300) return result;
      peering.acceptedAt ??= context.clock.now();
      return rewrite('AcceptVpcPeeringConnection', result, (fields) => ({
        ...fields,
        vpcPeeringConnection: shownPeering(context, elementsAt(fields, 'vpcPeeringConnection')[0] ?? {})[0] ?? '',
      }));
    },
  },
  {
    name: 'peering-reject',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectVpcPeeringConnection.html',
    service: 'ec2',
    operations: ['RejectVpcPeeringConnection'],
    // The emulator has no RejectVpcPeeringConnection.
    before: async (call, context) => {
      const peering = movable(call, context, ['pending-acceptance'], 'rejected');
      if (!peering) return undefined;
      onlyAccepter(call, peering, 'reject');
      await context.authorize(call, 'ec2:RejectVpcPeeringConnection', arnOf(call, 'vpc-peering-connection', peering.id));
      peering.rejectedAt = context.clock.now();
      return ec2Result('RejectVpcPeeringConnection', { return: 'true' }, call.id);
    },
  },
  {
    name: 'peering-delete',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcPeeringConnection.html',
    service: 'ec2',
    operations: ['DeleteVpcPeeringConnection'],
    before: (call, context) => {
      const peering = movable(call, context, ['active', 'pending-acceptance', 'initiating-request'], 'deleting');
      const requested = peering?.acceptedAt === undefined && peering?.requester.accountId !== call.caller.accountId;
      // "The owner of the requester VPC can delete a connection in the pending-acceptance state": the accepter rejects it instead.
      if (peering && requested)
        throw new AwsError('OperationNotPermitted', `User ${call.caller.accountId} cannot delete peering ${peering.id}`);
      return undefined;
    },
    after: (call, result, context) => {
      const peering = peerings(context)[field(call.params, 'VpcPeeringConnectionId')];
      if (peering && result.status < 300) {
        peering.deletedAt ??= context.clock.now();
        peering.deletedBy ??= call.caller.accountId;
      }
      return result;
    },
  },
  {
    name: 'peering-status',
    source: LIFECYCLE,
    service: 'ec2',
    operations: ['DescribeVpcPeeringConnections'],
    before: async (call, context) => {
      await context.authorize(call, 'ec2:DescribeVpcPeeringConnections', '*');
      const all = await describe(context, scopeOf(call), 'DescribeVpcPeeringConnections');
      const item = select(
        context,
        all.flatMap((fields) => shownPeering(context, fields)),
        'DescribeVpcPeeringConnections',
        call.params,
      );
      return ec2Result('DescribeVpcPeeringConnections', { vpcPeeringConnectionSet: { item } }, call.id);
    },
  },
];
