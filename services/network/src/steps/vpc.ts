import { CreateVpcCommand, DeleteVpcCommand, ModifyVpcAttributeCommand, paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import { collect } from '@tenantry/shared/aws/pages';
import { StalledError } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { deletion, idOf, ours, tagged, theOne } from '../ec2.ts';
import type { Scope } from '../scope.ts';

const find = (scope: Scope) => collect(paginateDescribeVpcs({ client: scope.ec2 }, { Filters: ours(scope) }), ({ Vpcs }) => Vpcs);

export const vpc = step(
  'vpc',
  {
    ensure: async (scope: Scope, { cidr }: { cidr: string }, saved: { vpcId?: string }) => {
      const { ec2 } = scope;
      const found = theOne(
        await find(scope),
        ({ VpcId }) => VpcId === saved.vpcId,
        ({ CidrBlock }) => CidrBlock === cidr,
      );
      if (found && found.CidrBlock !== cidr) {
        throw new StalledError(`${found.VpcId} has the range ${found.CidrBlock}, not the claimed ${cidr}`, {
          code: 'VpcRangeDiffers',
          advice:
            "Find out who changed the table of ranges or the VPC's tags; a VPC's range cannot be changed (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
        });
      }
      const built = found ?? (await ec2.send(new CreateVpcCommand({ CidrBlock: cidr, TagSpecifications: tagged(scope, 'vpc') }))).Vpc;
      const vpcId = idOf(built?.VpcId, 'the VPC');
      // One attribute per call (API reference, ModifyVpcAttribute); interface endpoints and hosts have names only with both. A new VPC has
      // DNS support (VPC User Guide, "DNS attributes for your VPC").
      if (found) await ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsSupport: { Value: true } }));
      await ec2.send(new ModifyVpcAttributeCommand({ VpcId: vpcId, EnableDnsHostnames: { Value: true } }));
      return { vpcId };
    },
    remove: async (scope: Scope) => {
      for (const { VpcId } of await find(scope)) await deletion(`VPC ${VpcId}`, () => scope.ec2.send(new DeleteVpcCommand({ VpcId })));
    },
  },
  {
    creates: [{ type: 'AWS::EC2::VPC', id: 'vpcId' }],
  },
);
