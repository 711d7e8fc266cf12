import { CreateSubnetCommand, DeleteSubnetCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { step } from '@tenantry/shared/stage';
import { deletion, idOf, ours, tagged } from '../ec2.ts';
import type { Scope } from '../scope.ts';
import { type PlannedSubnet, subnetPlan } from '../subnet-plan.ts';

const find = async (scope: Scope) => (await scope.ec2.send(new DescribeSubnetsCommand({ Filters: ours(scope) }))).Subnets ?? [];

export const subnets = step('subnets', {
  ensure: async (scope: Scope, { vpcId, cidr }: { vpcId: string; cidr: string }) => {
    const plan = subnetPlan(cidr, scope.settings.zoneIds);
    const found = await find(scope);
    const create = async (planned: PlannedSubnet): Promise<string | undefined> => {
      const { Subnet } = await scope.ec2.send(
        new CreateSubnetCommand({
          VpcId: vpcId,
          CidrBlock: planned.cidr,
          // By id: zone names stand for different zones in different accounts.
          AvailabilityZoneId: planned.zoneId,
          TagSpecifications: tagged(scope, 'subnet', `${planned.tier}-${planned.zoneId}`),
        }),
      );
      return Subnet?.SubnetId;
    };
    const built = await Promise.all(
      plan.map(async (planned) => ({
        tier: planned.tier,
        id: idOf(found.find(({ CidrBlock }) => CidrBlock === planned.cidr)?.SubnetId ?? (await create(planned)), `subnet ${planned.cidr}`),
      })),
    );
    const idsOf = (tier: PlannedSubnet['tier']) => built.filter((subnet) => subnet.tier === tier).map(({ id }) => id);
    return { publicSubnetIds: idsOf('public'), privateSubnetIds: idsOf('private') };
  },
  remove: async (scope: Scope) => {
    for (const { SubnetId } of await find(scope)) {
      await deletion(`subnet ${SubnetId}`, () => scope.ec2.send(new DeleteSubnetCommand({ SubnetId })));
    }
  },
});
