import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { limitRule } from '../limit-rule.ts';
import { type Fields, textAt } from '../xml-path.ts';
import { select } from './describe.ts';
import { field, members } from './input.ts';
import { describe, ec2Result, scopeOf } from './inventory.ts';
import { natGatewaysIn } from './nat-gateway-state.ts';

/** The emulator's answer for an address, with its association to a NAT gateway. */
const shown = (context: GatewayContext, fields: Fields): Fields => {
  const [nat] = natGatewaysIn(context, { allocationId: textAt(fields, 'allocationId') });
  if (!nat) return fields;
  return { ...fields, associationId: nat.associationId, networkInterfaceId: nat.networkInterfaceId, privateIpAddress: nat.privateIp };
};

export const addressRules: readonly Rule[] = [
  limitRule({
    name: 'address-quota',
    quota: 'addressesPerRegion',
    service: 'ec2',
    operations: ['AllocateAddress'],
    count: async (call, context) => (await describe(context, scopeOf(call), 'DescribeAddresses')).length,
    refusal: () => new AwsError('AddressLimitExceeded', 'The maximum number of addresses has been reached.'),
  }),
  {
    name: 'address-describe',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html',
    service: 'ec2',
    operations: ['DescribeAddresses'],
    before: async (call, context) => {
      await context.authorize(call, 'ec2:DescribeAddresses', '*');
      const all = (await describe(context, scopeOf(call), 'DescribeAddresses')).map((fields) => shown(context, fields));
      const publicIps = members(call.params, 'PublicIp');
      for (const ip of publicIps) {
        if (!all.some((fields) => textAt(fields, 'publicIp') === ip))
          throw new AwsError('InvalidAddress.NotFound', `Address '${ip}' not found.`);
      }
      const item = select(context, all, 'DescribeAddresses', call.params).filter(
        (fields) => publicIps.length === 0 || publicIps.includes(textAt(fields, 'publicIp')),
      );
      return ec2Result('DescribeAddresses', { addressesSet: { item } }, call.id);
    },
  },
  {
    name: 'address-in-use',
    // EC2's words for an address that a NAT gateway holds: the association belongs to an interface of AWS's own.
    source:
      'https://github.com/kubernetes/kops/issues/1604, https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html',
    service: 'ec2',
    operations: ['ReleaseAddress'],
    before: async (call, context) => {
      const allocationId = field(call.params, 'AllocationId');
      if (natGatewaysIn(context, { allocationId }).length > 0) {
        throw new AwsError('AuthFailure', 'You do not have permission to access the specified resource.');
      }
      const address = (await describe(context, scopeOf(call), 'DescribeAddresses')).find(
        (one) => textAt(one, 'allocationId') === allocationId,
      );
      if (address && textAt(shown(context, address), 'associationId') !== '') {
        throw new AwsError('InvalidIPAddress.InUse', `Address ${textAt(address, 'publicIp')} is in use.`);
      }
      return undefined;
    },
  },
];
