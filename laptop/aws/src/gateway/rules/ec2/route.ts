import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { quotas } from '../quotas.ts';
import { elementsAt, type Fields, textAt, textsAt } from '../xml-path.ts';
import { field } from './input.ts';
import { arnOf, describe, ec2Result, rewriteItems, scopeOf } from './inventory.ts';
import { natGatewayState, natGateways } from './nat-gateway-state.ts';
import { peeringStatus, peerings } from './peering-state.ts';
import { routeTable } from './route-table.ts';

const routeTo = (table: Fields, destination: string): Fields | undefined =>
  elementsAt(table, 'routeSet.item').find((route) => textAt(route, 'destinationCidrBlock') === destination);

/** The target of a route exists, in the VPC's own account; a deleted or failed one counts as missing. */
const requireTarget = async (call: AwsCall, context: GatewayContext, table: Fields): Promise<void> => {
  const peeringId = field(call.params, 'VpcPeeringConnectionId');
  if (peeringId !== '') {
    const known = (await describe(context, scopeOf(call), 'DescribeVpcPeeringConnections')).some(
      (one) => textAt(one, 'vpcPeeringConnectionId') === peeringId,
    );
    const peering = peerings(context)[peeringId];
    const status = peering && peeringStatus(context, peering)?.code;
    if (!known || (peering && !['initiating-request', 'pending-acceptance', 'provisioning', 'active'].includes(status ?? ''))) {
      throw new AwsError('InvalidVpcPeeringConnectionID.NotFound', `The vpcPeeringConnection ID '${peeringId}' does not exist`);
    }
    const vpcId = textAt(table, 'vpcId');
    if (peering && peering.requester.vpcId !== vpcId && peering.accepter.vpcId !== vpcId) {
      throw new AwsError(
        'InvalidParameterValue',
        `route table ${field(call.params, 'RouteTableId')} and peering ${peeringId} belong to different networks`,
      );
    }
  }
  const natGatewayId = field(call.params, 'NatGatewayId');
  if (natGatewayId !== '') {
    const nat = natGateways(context)[natGatewayId];
    const known = (await describe(context, scopeOf(call), 'DescribeNatGateways')).some(
      (one) => textAt(one, 'natGatewayId') === natGatewayId,
    );
    // A pending one is not found, for minutes: https://github.com/kubernetes/kops/issues/995, https://github.com/boto/boto3/issues/779
    if (!known || (nat && natGatewayState(context, nat) !== 'available')) {
      throw new AwsError('InvalidNatGatewayID.NotFound', `The natGateway ID '${natGatewayId}' does not exist`);
    }
  }
  const gatewayId = field(call.params, 'GatewayId');
  if (gatewayId.startsWith('igw-')) {
    const gateway = (await describe(context, scopeOf(call), 'DescribeInternetGateways')).find(
      (one) => textAt(one, 'internetGatewayId') === gatewayId,
    );
    if (!gateway) throw new AwsError('InvalidInternetGatewayID.NotFound', `The internetGateway ID '${gatewayId}' does not exist`);
    if (!textsAt(gateway, 'attachmentSet.item.vpcId').includes(textAt(table, 'vpcId'))) {
      throw new AwsError(
        'InvalidParameterValue',
        `route table ${textAt(table, 'routeTableId')} and network gateway ${gatewayId} belong to different networks`,
      );
    }
  }
};

/** A route whose target is not there, or not there yet. */
const stateOf = (context: GatewayContext, route: Fields): string => {
  const peering = peerings(context)[textAt(route, 'vpcPeeringConnectionId')];
  if (peering) return peeringStatus(context, peering)?.code === 'active' ? 'active' : 'blackhole';
  const nat = natGateways(context)[textAt(route, 'natGatewayId')];
  if (nat) return ['pending', 'available'].includes(natGatewayState(context, nat) ?? '') && !nat.failure ? 'active' : 'blackhole';
  return textAt(route, 'state');
};

export const routeRules: readonly Rule[] = [
  {
    name: 'route-create',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html',
    service: 'ec2',
    operations: ['CreateRoute'],
    before: async (call, context) => {
      const table = await routeTable(call, context);
      const destination = field(call.params, 'DestinationCidrBlock');
      if (routeTo(table, destination)) throw new AwsError('RouteAlreadyExists', `The route identified by ${destination} already exists.`);
      if (elementsAt(table, 'routeSet.item').length >= quotas(context).routesPerTable) {
        throw new AwsError('RouteLimitExceeded', `The maximum number of routes in ${textAt(table, 'routeTableId')} has been reached.`);
      }
      await requireTarget(call, context, table);
      return undefined;
    },
  },
  {
    name: 'route-replace',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html',
    service: 'ec2',
    operations: ['ReplaceRoute'],
    // The emulator turns a peering target into `local`, so the gateway replaces by delete and create.
    before: async (call, context) => {
      const table = await routeTable(call, context);
      const destination = field(call.params, 'DestinationCidrBlock');
      if (!routeTo(table, destination)) {
        throw new AwsError(
          'InvalidParameterValue',
          `There is no route defined for '${destination}' in the route table. Use CreateRoute instead.`,
        );
      }
      await requireTarget(call, context, table);
      await context.authorize(call, 'ec2:ReplaceRoute', arnOf(call, 'route-table', textAt(table, 'routeTableId')));
      const target = { ...scopeOf(call), service: 'ec2', input: call.params };
      await context.emulator({ ...target, operation: 'DeleteRoute' });
      await context.emulator({ ...target, operation: 'CreateRoute' });
      return ec2Result('ReplaceRoute', { return: 'true' }, call.id);
    },
  },
  {
    name: 'route-delete',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html',
    service: 'ec2',
    operations: ['DeleteRoute'],
    before: async (call, context) => {
      const table = await routeTable(call, context);
      const destination = field(call.params, 'DestinationCidrBlock');
      const route = routeTo(table, destination);
      if (!route) {
        throw new AwsError(
          'InvalidRoute.NotFound',
          `no route with destination-cidr-block ${destination} in route table ${textAt(table, 'routeTableId')}`,
        );
      }
      if (textAt(route, 'gatewayId') === 'local') {
        throw new AwsError(
          'InvalidParameterValue',
          `cannot remove local route ${destination} in route table ${textAt(table, 'routeTableId')}`,
        );
      }
      return undefined;
    },
  },
  {
    name: 'route-blackhole',
    source: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html',
    service: 'ec2',
    operations: ['DescribeRouteTables'],
    after: (call, result, context) =>
      rewriteItems(call.operation, result, (tables) =>
        tables.map((table) => ({
          ...table,
          routeSet: { item: elementsAt(table, 'routeSet.item').map((route) => ({ ...route, state: stateOf(context, route) })) },
        })),
      ),
  },
];
