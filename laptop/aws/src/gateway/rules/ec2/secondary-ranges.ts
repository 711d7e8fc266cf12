import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { elementsAt, type Fields, textAt } from '../xml-path.ts';
import { overlaps, parseBlock } from './cidr.ts';
import { required } from './input.ts';
import { arnOf, ec2Result, findVpc, resourceId, rewriteItems, scopeOf } from './inventory.ts';

interface SecondaryRange {
  readonly associationId: string;
  readonly cidrBlock: string;
  readonly vpcId: string;
}

/** Ranges that were added to VPCs, by association: the emulator's VPCs have one range each. */
const secondaryRanges = (context: GatewayContext): Record<string, SecondaryRange> => context.state('ec2.secondary-ranges', () => ({}));

const addedTo = (context: GatewayContext, id: string): SecondaryRange[] =>
  Object.values(secondaryRanges(context)).filter(({ vpcId }) => vpcId === id);

/** Every range of a VPC: its own first, then those that were added. */
export const rangesOf = (
  context: GatewayContext,
  { vpcId, cidrBlock }: { readonly vpcId: string; readonly cidrBlock: string },
): string[] => [cidrBlock, ...addedTo(context, vpcId).map((range) => range.cidrBlock)];

const association = ({ associationId, cidrBlock }: SecondaryRange, state: string): Fields => ({
  associationId,
  cidrBlock,
  cidrBlockState: { state },
});

const result = (operation: string, range: SecondaryRange, state: string, id: string) =>
  ec2Result(operation, { vpcId: range.vpcId, cidrBlockAssociation: association(range, state) }, id);

export const secondaryRangeRules: readonly Rule[] = [
  {
    name: 'vpc-range-associate',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html',
    service: 'ec2',
    operations: ['AssociateVpcCidrBlock'],
    // The emulator has no AssociateVpcCidrBlock.
    before: async (call, context) => {
      const vpcId = required(call.params, 'VpcId');
      const cidrBlock = required(call.params, 'CidrBlock');
      const vpc = await findVpc(context, scopeOf(call), vpcId);
      await context.authorize(call, 'ec2:AssociateVpcCidrBlock', arnOf(call, 'vpc', vpcId));
      const wanted = parseBlock(cidrBlock);
      if (!wanted || wanted.prefix < 16 || wanted.prefix > 28) {
        throw new AwsError('InvalidVpc.Range', `The CIDR '${cidrBlock}' is invalid.`);
      }
      for (const range of rangesOf(context, { vpcId, cidrBlock: textAt(vpc, 'cidrBlock') })) {
        const taken = parseBlock(range);
        if (taken && overlaps(taken, wanted)) {
          throw new AwsError('InvalidVpc.Conflict', `The CIDR '${cidrBlock}' conflicts with another range of ${vpcId}`);
        }
      }
      const range = { associationId: resourceId('vpc-cidr-assoc'), cidrBlock, vpcId };
      secondaryRanges(context)[range.associationId] = range;
      return result('AssociateVpcCidrBlock', range, 'associating', call.id);
    },
  },
  {
    name: 'vpc-range-disassociate',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html',
    service: 'ec2',
    operations: ['DisassociateVpcCidrBlock'],
    before: async (call, context) => {
      const id = required(call.params, 'AssociationId');
      const range = secondaryRanges(context)[id];
      if (!range) {
        throw new AwsError('InvalidVpcCidrBlockAssociationID.NotFound', `The vpc CIDR block association ID '${id}' does not exist`);
      }
      await context.authorize(call, 'ec2:DisassociateVpcCidrBlock', arnOf(call, 'vpc', range.vpcId));
      delete secondaryRanges(context)[id];
      return result('DisassociateVpcCidrBlock', range, 'disassociating', call.id);
    },
  },
  {
    name: 'vpc-ranges-described',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
    service: 'ec2',
    operations: ['DescribeVpcs'],
    after: (call, answer, context) =>
      rewriteItems(call.operation, answer, (vpcs) =>
        vpcs.map((vpc) => ({
          ...vpc,
          cidrBlockAssociationSet: {
            item: [
              ...elementsAt(vpc, 'cidrBlockAssociationSet.item'),
              ...addedTo(context, textAt(vpc, 'vpcId')).map((range) => association(range, 'associated')),
            ],
          },
        })),
      ),
  },
];
