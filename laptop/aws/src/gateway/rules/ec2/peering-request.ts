import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { limitRule } from '../limit-rule.ts';
import { elementsAt, type Fields, textAt } from '../xml-path.ts';
import { overlaps, parseBlock } from './cidr.ts';
import { field, required } from './input.ts';
import { describe, ec2Fields, ec2Result, findVpc, rewrite, scopeOf } from './inventory.ts';
import { shownPeering } from './peering.ts';
import { livePeerings, type PeeringSide, peeringStatus, peerings } from './peering-state.ts';
import { rangesOf } from './secondary-ranges.ts';

/** The first answer is always initiating-request, whatever the clock. */
const initiating = (context: GatewayContext, created: Fields): Fields => {
  const [fields = created] = shownPeering(context, created);
  const accepter = textAt(fields, 'accepterVpcInfo.ownerId');
  return { ...fields, status: { code: 'initiating-request', message: `Initiating Request to ${accepter}` } };
};

const side = async (context: GatewayContext, accountId: string, region: string, vpcId: string): Promise<PeeringSide> => {
  const vpc = (await describe(context, { accountId, region }, 'DescribeVpcs')).find((one) => textAt(one, 'vpcId') === vpcId);
  return { accountId, region, vpcId, cidrBlock: textAt(vpc ?? {}, 'cidrBlock') };
};

/** What counts as a request that nobody has answered. */
const OUTSTANDING: readonly string[] = ['initiating-request', 'pending-acceptance'];

/** Whether any two ranges of the VPCs overlap, those included that were added to them later: VPC Peering Guide, "Limitations". */
const areOverlapping = (context: GatewayContext, one: PeeringSide, other: PeeringSide): boolean => {
  const blocks = (of: PeeringSide) => rangesOf(context, of).flatMap((range) => parseBlock(range) ?? []);
  return one.vpcId === other.vpcId || blocks(one).some((mine) => blocks(other).some((theirs) => overlaps(mine, theirs)));
};

export const peeringRequestRules: readonly Rule[] = [
  {
    name: 'peering-request',
    source:
      'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html, https://github.com/hashicorp/terraform-provider-aws/issues/27750',
    service: 'ec2',
    operations: ['CreateVpcPeeringConnection'],
    before: async (call, context) => {
      const vpcId = required(call.params, 'VpcId');
      const peerVpcId = required(call.params, 'PeerVpcId');
      await findVpc(context, scopeOf(call), vpcId);
      // One that was requested before is answered again; the other way round EC2 makes another one, which nobody can accept.
      const asked = livePeerings(context, vpcId).find(
        (peering) => peering.requester.vpcId === vpcId && peering.accepter.vpcId === peerVpcId,
      );
      if (asked) {
        const known = await describe(context, scopeOf(call), 'DescribeVpcPeeringConnections');
        const fields = known.find((one) => textAt(one, 'vpcPeeringConnectionId') === asked.id) ?? {};
        return ec2Result('CreateVpcPeeringConnection', { vpcPeeringConnection: shownPeering(context, fields)[0] ?? '' }, call.id);
      }
      return undefined;
    },
    after: async (call, result, context) => {
      if (result.status >= 300) return result;
      const created = elementsAt(ec2Fields('CreateVpcPeeringConnection', result), 'vpcPeeringConnection')[0] ?? {};
      const id = textAt(created, 'vpcPeeringConnectionId');
      if (peerings(context)[id]) return result;
      const peerAccount = field(call.params, 'PeerOwnerId') || call.caller.accountId;
      const requester = await side(context, call.caller.accountId, call.region, field(call.params, 'VpcId'));
      const accepter = await side(context, peerAccount, field(call.params, 'PeerRegion') || call.region, field(call.params, 'PeerVpcId'));
      const failed = call.endsFailed !== undefined || accepter.cidrBlock === '' || areOverlapping(context, requester, accepter);
      peerings(context)[id] = {
        id,
        requester,
        accepter,
        createdAt: context.clock.now(),
        ...(failed ? { failed } : {}),
        ...(call.endsFailed === undefined ? {} : { failure: call.endsFailed }),
      };
      return rewrite('CreateVpcPeeringConnection', result, (fields) => ({
        ...fields,
        vpcPeeringConnection: initiating(context, created),
      }));
    },
  },
  limitRule({
    name: 'outstanding-peering-requests',
    quota: 'outstandingPeeringRequests',
    service: 'ec2',
    operations: ['CreateVpcPeeringConnection'],
    count: async ({ caller }, context) =>
      Object.values(peerings(context)).filter(
        (one) => one.requester.accountId === caller.accountId && OUTSTANDING.includes(peeringStatus(context, one)?.code ?? ''),
      ).length,
    // Seen in https://github.com/amplify-education/asiaq/pull/254.
    refusal: () => new AwsError('PendingVpcPeeringConnectionLimitExceeded', 'Vpc peering connection request limit exceeded.'),
  }),
];
