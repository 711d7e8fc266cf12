import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { type Fields, textAt } from '../xml-path.ts';
import { field } from './input.ts';
import { describe, rewriteItems, scopeOf } from './inventory.ts';

/** Zone ids that AWS offers to no account (`everybody`), or not to one: a region's older zones are closed to new accounts. */
export interface MissingZones {
  everybody: string[];
  readonly accounts: Record<string, string[]>;
}

/** None is missing unless a test or a demo says so. */
export const missingZones = (context: GatewayContext): MissingZones =>
  context.state('ec2.missing-zones', () => ({ everybody: [], accounts: {} }));

/** Zone ids in which EC2 makes no NAT gateway, though it makes subnets there. None unless a test or a demo says so. */
export const zonesWithoutNat = (context: GatewayContext): string[] => context.state('ec2.zones-without-nat', () => []);

interface Zone {
  readonly name: string;
  readonly id: string;
}

/** Of these zones, those that AWS offers to the caller. */
const offered = (call: AwsCall, context: GatewayContext, zones: readonly Fields[]): Fields[] => {
  const { everybody, accounts } = missingZones(context);
  const missing = [...everybody, ...(accounts[call.caller.accountId] ?? [])];
  return zones.filter((zone) => !missing.includes(textAt(zone, 'zoneId')));
};

const zonesOf = async (call: AwsCall, context: GatewayContext): Promise<Zone[]> =>
  offered(call, context, await describe(context, scopeOf(call), 'DescribeAvailabilityZones')).map((zone) => ({
    name: textAt(zone, 'zoneName'),
    id: textAt(zone, 'zoneId'),
  }));

export const zoneRules: readonly Rule[] = [
  {
    name: 'zones-offered',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html',
    service: 'ec2',
    operations: ['DescribeAvailabilityZones'],
    after: (call, result, context) => rewriteItems(call.operation, result, (zones) => offered(call, context, zones)),
  },
  {
    name: 'subnet-zone',
    // The words are those of the issue: the API reference has none for this case.
    source:
      'https://github.com/widdix/aws-cf-templates/issues/36, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html',
    service: 'ec2',
    operations: ['CreateSubnet'],
    before: async (call, context) => {
      const zoneId = field(call.params, 'AvailabilityZoneId');
      const zone = field(call.params, 'AvailabilityZone');
      if (zoneId === '' && zone === '') return undefined;
      const zones = await zonesOf(call, context);
      if (zones.some(({ name, id }) => name === zone || id === zoneId)) return undefined;
      const [parameter, value, names] =
        zoneId === ''
          ? ['availabilityZone', zone, zones.map(({ name }) => name)]
          : ['availabilityZoneId', zoneId, zones.map(({ id }) => id)];
      throw new AwsError(
        'InvalidParameterValue',
        `Value (${value}) for parameter ${parameter} is invalid. Subnets can currently only be created in the following availability zones: ${names.join(', ')}.`,
      );
    },
  },
];
