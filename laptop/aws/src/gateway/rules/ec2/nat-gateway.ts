import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { quotas } from '../quotas.ts';
import { elementsAt, type Fields, textAt, textsAt } from '../xml-path.ts';
import { select } from './describe.ts';
import { field, required } from './input.ts';
import { describe, ec2Fields, ec2Result, resourceId, rewrite, type Scope, scopeOf } from './inventory.ts';
import { type NatGateway, natGatewayState, natGateways, natGatewaysIn } from './nat-gateway-state.ts';
import { zonesWithoutNat } from './zones.ts';

/** The emulator's answer for a NAT gateway with AWS's state and addresses. */
const shown = (context: GatewayContext, fields: Fields): Fields[] => {
  const nat = natGateways(context)[textAt(fields, 'natGatewayId')];
  if (!nat) return [fields];
  const state = natGatewayState(context, nat);
  if (state === undefined) return [];
  const associated = state === 'available' || state === 'deleting';
  const address = {
    allocationId: nat.allocationId,
    ...(state === 'pending' || state === 'failed'
      ? {}
      : { networkInterfaceId: nat.networkInterfaceId, privateIp: nat.privateIp, publicIp: nat.publicIp }),
    ...(associated ? { associationId: nat.associationId } : {}),
    isPrimary: 'true',
    status: state === 'available' ? 'succeeded' : 'associating',
  };
  return [
    {
      ...fields,
      state,
      natGatewayAddressSet: nat.allocationId === '' ? '' : { item: address },
      ...(state === 'failed' && nat.failure ? { failureCode: nat.failure.code, failureMessage: nat.failure.message } : {}),
      ...(nat.deletedAt === undefined ? {} : { deleteTime: new Date(nat.deletedAt).toISOString() }),
    },
  ];
};

/** `FailureCode` and `FailureMessage` as the guide lists them: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html */
const FAILURES: Readonly<Record<string, string>> = {
  InsufficientFreeAddressesInSubnet: 'Subnet has insufficient free addresses to create this NAT gateway',
  'Gateway.NotAttached': 'Network has no Internet gateway attached',
  'InvalidAllocationID.NotFound': 'Elastic IP address could not be associated with this NAT gateway',
  'Resource.AlreadyAssociated': 'Elastic IP address is already associated',
  InternalError: 'Network interface, created and used internally by this NAT gateway is in an invalid state. Please try again.',
  'InvalidSubnetID.NotFound': 'The specified subnet does not exist or could not be found.',
};

/** Why a fault lets it fail: one of the codes above. */
const injectedFailure = ({ endsFailed: code }: AwsCall): NatGateway['failure'] =>
  code === undefined ? undefined : { code, message: FAILURES[code] ?? code };

/** Why a NAT gateway that EC2 accepts ends as `failed`. */
const failureOf = async (context: GatewayContext, scope: Scope, vpcId: string, allocationId: string): Promise<NatGateway['failure']> => {
  if (natGatewaysIn(context, { allocationId }).length > 0) {
    return { code: 'Resource.AlreadyAssociated', message: `Elastic IP address [${allocationId}] is already associated` };
  }
  const gateways = await describe(context, scope, 'DescribeInternetGateways');
  if (!gateways.some((gateway) => textsAt(gateway, 'attachmentSet.item.vpcId').includes(vpcId))) {
    return { code: 'Gateway.NotAttached', message: `Network ${vpcId} has no Internet gateway attached` };
  }
  return undefined;
};

const find = async (context: GatewayContext, scope: Scope, operation: string, path: string, id: string, code: string): Promise<Fields> => {
  const found = (await describe(context, scope, operation)).find((fields) => textAt(fields, path) === id);
  if (!found) throw new AwsError(code, `The ${path} '${id}' does not exist`);
  return found;
};

export const natGatewayRules: readonly Rule[] = [
  {
    name: 'nat-gateway-token',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html',
    service: 'ec2',
    operations: ['CreateNatGateway'],
    before: async (call, context) => {
      const clientToken = field(call.params, 'ClientToken');
      if (clientToken === '') return undefined;
      const nat = Object.values(natGateways(context)).find(
        (one) => one.clientToken === clientToken && one.accountId === call.caller.accountId && one.region === call.region,
      );
      if (!nat) return undefined;
      if (nat.subnetId !== field(call.params, 'SubnetId') || nat.allocationId !== field(call.params, 'AllocationId')) {
        throw new AwsError('IdempotentParameterMismatch', 'The client token was used before with different parameters.');
      }
      const [fields] = await describe(context, scopeOf(call), 'DescribeNatGateways', { NatGatewayId: [nat.natGatewayId] });
      return ec2Result('CreateNatGateway', { clientToken, natGateway: shown(context, fields ?? {})[0] ?? '' }, call.id);
    },
  },
  {
    name: 'nat-gateway-requires',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html',
    service: 'ec2',
    operations: ['CreateNatGateway'],
    before: async (call, context) => {
      const subnetId = required(call.params, 'SubnetId');
      const subnet = await find(context, scopeOf(call), 'DescribeSubnets', 'subnetId', subnetId, 'InvalidSubnetID.NotFound');
      if (field(call.params, 'ConnectivityType') !== 'private') {
        const allocationId = required(call.params, 'AllocationId');
        await find(context, scopeOf(call), 'DescribeAddresses', 'allocationId', allocationId, 'InvalidAllocationID.NotFound');
      }
      const zone = textAt(subnet, 'availabilityZone');
      // Some zones have none: https://github.com/sysdiglabs/terraform-aws-secure-for-cloud/pull/52
      if (zonesWithoutNat(context).includes(textAt(subnet, 'availabilityZoneId')))
        throw new AwsError('NotAvailableInZone', 'Nat Gateway is not available in this availability zone');
      const subnets = (await describe(context, scopeOf(call), 'DescribeSubnets')).filter((one) => textAt(one, 'availabilityZone') === zone);
      const inZone = subnets.flatMap((one) => natGatewaysIn(context, { subnetId: textAt(one, 'subnetId') }));
      if (inZone.filter((nat) => nat.accountId === call.caller.accountId).length >= quotas(context).natGatewaysPerZone) {
        throw new AwsError('NatGatewayLimitExceeded', `The maximum number of NAT gateways in ${zone} has been reached.`);
      }
      return undefined;
    },
  },
  {
    name: 'nat-gateway-pending',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html',
    service: 'ec2',
    operations: ['CreateNatGateway'],
    after: async (call, result, context) => {
      if (result.status >= 300) return result;
      const created = elementsAt(ec2Fields('CreateNatGateway', result), 'natGateway')[0];
      const natGatewayId = textAt(created ?? {}, 'natGatewayId');
      if (!created || natGateways(context)[natGatewayId]) return result;
      const scope = scopeOf(call);
      const allocationId = field(call.params, 'AllocationId');
      const vpcId = textAt(created, 'vpcId');
      const subnetId = textAt(created, 'subnetId');
      const address = (await describe(context, scope, 'DescribeAddresses')).find((one) => textAt(one, 'allocationId') === allocationId);
      const subnet = (await describe(context, scope, 'DescribeSubnets')).find((one) => textAt(one, 'subnetId') === subnetId);
      const failure = injectedFailure(call) ?? (allocationId === '' ? undefined : await failureOf(context, scope, vpcId, allocationId));
      const clientToken = field(call.params, 'ClientToken');
      natGateways(context)[natGatewayId] = {
        natGatewayId,
        ...scope,
        vpcId,
        subnetId,
        allocationId,
        publicIp: textAt(address ?? {}, 'publicIp'),
        // The subnet's first address that AWS does not reserve.
        privateIp: textAt(subnet ?? {}, 'cidrBlock').replace(/\d+\/\d+$/, (tail) => String(Number(tail.split('/')[0]) + 4)),
        networkInterfaceId: resourceId('eni'),
        associationId: resourceId('eipassoc'),
        createdAt: context.clock.now(),
        ...(clientToken === '' ? {} : { clientToken }),
        ...(failure === undefined ? {} : { failure }),
      };
      return rewrite('CreateNatGateway', result, (fields) => ({ ...fields, natGateway: shown(context, created)[0] ?? '' }));
    },
  },
  {
    name: 'nat-gateway-states',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html',
    service: 'ec2',
    operations: ['DescribeNatGateways'],
    // The emulator would filter by states of its own, so the gateway lists everything and filters itself.
    before: async (call, context) => {
      await context.authorize(call, 'ec2:DescribeNatGateways', '*');
      const all = await describe(context, scopeOf(call), 'DescribeNatGateways');
      const item = select(
        context,
        all.flatMap((fields) => shown(context, fields)),
        'DescribeNatGateways',
        call.params,
      );
      return ec2Result('DescribeNatGateways', { natGatewaySet: { item } }, call.id);
    },
  },
  {
    name: 'nat-gateway-deleting',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html',
    service: 'ec2',
    operations: ['DeleteNatGateway'],
    after: (call, result, context) => {
      const nat = natGateways(context)[field(call.params, 'NatGatewayId')];
      if (nat && result.status < 300) nat.deletedAt ??= context.clock.now();
      return result;
    },
  },
];
