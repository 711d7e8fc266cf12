import { CreateVpcCommand, DeleteVpcCommand, EC2Client, ModifyVpcAttributeCommand, paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import { idOf } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { StalledError } from '@tenantry/shared/failure/errors';
import { resource } from '@tenantry/shared/saga/resource';
import { IN_USE, ours, tagged } from '../ec2.ts';
import type { Scope } from '../scope.ts';

const RANGE = 'range';

export const vpc = resource(
  'vpc',
  {
    find: (scope: Scope) =>
      collect(paginateDescribeVpcs({ client: scope.tenant(EC2Client) }, { Filters: ours(scope) }), ({ Vpcs }) => Vpcs),
    isOurs: (scope, { Tags }) => hasTag(scope, Tags),
    signs: ({ cidr }, saved) => [({ VpcId }) => VpcId === saved.vpcId, ({ CidrBlock }) => CidrBlock === cidr],
    create: async (scope: Scope, { cidr }: { cidr: string }) => {
      const command = new CreateVpcCommand({ CidrBlock: cidr, TagSpecifications: tagged(scope, 'vpc') });
      return (await scope.tenant(EC2Client).send(command)).Vpc;
    },
    // DescribeVpcs does not show the DNS attributes: putting them costs no more than reading them.
    differs: (_scope, { cidr }, { CidrBlock }) => [...(CidrBlock === cidr ? [] : [RANGE]), 'DNS support', 'DNS host names'],
    unseen: ['DNS support', 'DNS host names'],
    repair: async ({ tenant }, { cidr }, { VpcId, CidrBlock }, differences) => {
      if (differences.includes(RANGE)) {
        throw new StalledError(`${VpcId} has the range ${CidrBlock}, not the claimed ${cidr}`, {
          code: 'VpcRangeDiffers',
          advice:
            "Find out who changed the table of ranges or the VPC's tags; a VPC's range cannot be changed (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
        });
      }
      // One attribute per call (API reference, ModifyVpcAttribute); interface endpoints and hosts have names only with both.
      await tenant(EC2Client).send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsSupport: { Value: true } }));
      await tenant(EC2Client).send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
    },
    remove: ({ tenant }, { VpcId }) => tenant(EC2Client).send(new DeleteVpcCommand({ VpcId })),
    gone: ['InvalidVpcID.NotFound'],
    inUse: IN_USE,
    what: ({ VpcId }) => `VPC ${VpcId}`,
    out: (_scope, { VpcId }) => ({ vpcId: idOf(VpcId, 'the VPC') }),
  },
  { creates: [{ type: 'AWS::EC2::VPC', id: 'vpcId' }] },
);
