import {
  CreateSubnetCommand,
  DeleteSubnetCommand,
  DescribeAvailabilityZonesCommand,
  EC2Client,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import { idOf } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { isCode, StalledError } from '@tenantry/shared/failure/errors';
import { resources } from '@tenantry/shared/saga/resource';
import { IN_USE, ours, tagged } from '../ec2.ts';
import type { Scope } from '../scope.ts';
import { type PlannedSubnet, subnetPlan } from '../subnet-plan.ts';

interface Needs {
  readonly accountId: string;
  readonly vpcId: string;
  readonly cidr: string;
}
interface Wanted extends PlannedSubnet {
  readonly accountId: string;
  readonly vpcId: string;
}

/** What AWS's refusal of a subnet means: the account lacks the zone (its older zones are closed to new accounts), or something else. */
const unlessOffered = async ({ tenant }: Scope, { accountId, zoneId }: Wanted, cause: unknown): Promise<unknown> => {
  const { AvailabilityZones = [] } = await tenant(EC2Client).send(new DescribeAvailabilityZonesCommand());
  const offered = AvailabilityZones.map(({ ZoneId = '' }) => ZoneId);
  // What AWS says of the zone counts more than its list, which also shows zones that take no new subnets.
  if (offered.includes(zoneId) && !/availability ?zone/i.test(String(cause))) return cause;
  return new StalledError(`account ${accountId} is not offered zone ${zoneId} of the configuration; it has ${offered.join(', ')}`, {
    code: 'ZoneNotOffered',
    advice: `Ask AWS Support to offer ${zoneId} to that account, then retry the stage. docs/runbook.md#a-zone-is-not-offered`,
    cause,
  });
};

export const subnets = resources(
  'subnets',
  {
    each: ({ settings }, { accountId, vpcId, cidr }: Needs): readonly Wanted[] =>
      subnetPlan(cidr, settings.zoneIds).map((planned) => ({ ...planned, accountId, vpcId })),
    find: (scope: Scope) =>
      collect(paginateDescribeSubnets({ client: scope.tenant(EC2Client) }, { Filters: ours(scope) }), ({ Subnets }) => Subnets),
    is: (_scope, { cidr }, { CidrBlock }) => CidrBlock === cidr,
    isOurs: (scope, { Tags }) => hasTag(scope, Tags),
    create: async (scope: Scope, wanted: Wanted) => {
      const command = new CreateSubnetCommand({
        VpcId: wanted.vpcId,
        CidrBlock: wanted.cidr,
        // By id: zone names stand for different zones in different accounts.
        AvailabilityZoneId: wanted.zoneId,
        TagSpecifications: tagged(scope, 'subnet', `${wanted.tier}-${wanted.zoneId}`),
      });
      try {
        return (await scope.tenant(EC2Client).send(command)).Subnet;
      } catch (error) {
        throw isCode(error, 'InvalidParameterValue') ? await unlessOffered(scope, wanted, error) : error;
      }
    },
    cannotDiffer: "a subnet's range and zone never change",
    remove: ({ tenant }, { SubnetId }) => tenant(EC2Client).send(new DeleteSubnetCommand({ SubnetId })),
    gone: ['InvalidSubnetID.NotFound'],
    inUse: IN_USE,
    what: ({ SubnetId }) => `subnet ${SubnetId}`,
    out: (_scope, built) => {
      const idsOf = (tier: PlannedSubnet['tier']): string[] =>
        built.flatMap(({ wanted, found }) => (wanted.tier === tier ? [idOf(found.SubnetId, `subnet ${wanted.cidr}`)] : []));
      return { publicSubnetIds: idsOf('public'), privateSubnetIds: idsOf('private') };
    },
  },
  // A public and a private one.
  { creates: [{ type: 'AWS::EC2::Subnet', id: ['publicSubnetIds', 'privateSubnetIds'], count: 2, per: 'zone' }] },
);
