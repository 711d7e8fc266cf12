import { CreateSubnetCommand, DeleteSubnetCommand, DescribeAvailabilityZonesCommand, paginateDescribeSubnets } from '@aws-sdk/client-ec2';
import { collect } from '@tenantry/shared/aws/pages';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { deletion, idOf, ours, tagged } from '../ec2.ts';
import type { Scope } from '../scope.ts';
import { type PlannedSubnet, subnetPlan } from '../subnet-plan.ts';

const find = (scope: Scope) => collect(paginateDescribeSubnets({ client: scope.ec2 }, { Filters: ours(scope) }), ({ Subnets }) => Subnets);

/** What AWS's refusal of a subnet means: the account lacks the zone (its older zones are closed to new accounts), or something else. */
const unlessOffered = async ({ ec2, accountId }: Scope, zoneId: string, cause: unknown): Promise<unknown> => {
  const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand());
  const offered = AvailabilityZones.map(({ ZoneId = '' }) => ZoneId);
  // What AWS says of the zone counts more than its list, which also shows zones that take no new subnets.
  if (offered.includes(zoneId) && !/availability ?zone/i.test(String(cause))) return cause;
  return new StalledError(`account ${accountId} is not offered zone ${zoneId} of the configuration; it has ${offered.join(', ')}`, {
    code: 'ZoneNotOffered',
    advice: `Ask AWS Support to offer ${zoneId} to that account, then retry the stage. docs/runbook.md#a-zone-is-not-offered`,
    cause,
  });
};

export const subnets = step(
  'subnets',
  {
    ensure: async (scope: Scope, { vpcId, cidr }: { vpcId: string; cidr: string }) => {
      const plan = subnetPlan(cidr, scope.settings.zoneIds);
      const found = await find(scope);
      const create = async (planned: PlannedSubnet): Promise<string | undefined> => {
        const input = {
          VpcId: vpcId,
          CidrBlock: planned.cidr,
          // By id: zone names stand for different zones in different accounts.
          AvailabilityZoneId: planned.zoneId,
          TagSpecifications: tagged(scope, 'subnet', `${planned.tier}-${planned.zoneId}`),
        };
        try {
          return (await scope.ec2.send(new CreateSubnetCommand(input))).Subnet?.SubnetId;
        } catch (error) {
          throw isCode(error, 'InvalidParameterValue') ? await unlessOffered(scope, planned.zoneId, error) : error;
        }
      };
      const built = await Promise.all(
        plan.map(async (planned) => ({
          tier: planned.tier,
          id: idOf(
            found.find(({ CidrBlock }) => CidrBlock === planned.cidr)?.SubnetId ?? (await create(planned)),
            `subnet ${planned.cidr}`,
          ),
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
  },
  {
    // A public and a private one.
    creates: [{ type: 'AWS::EC2::Subnet', id: ['publicSubnetIds', 'privateSubnetIds'], count: 2, per: 'zone' }],
  },
);
