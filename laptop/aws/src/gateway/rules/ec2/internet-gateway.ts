import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { limitRule } from '../limit-rule.ts';
import { textAt, textsAt } from '../xml-path.ts';
import { required } from './input.ts';
import { describe, findVpc, scopeOf } from './inventory.ts';
import { natGatewaysIn } from './nat-gateway-state.ts';

export const internetGatewayRules: readonly Rule[] = [
  limitRule({
    name: 'internet-gateway-quota',
    quota: 'internetGatewaysPerRegion',
    service: 'ec2',
    operations: ['CreateInternetGateway'],
    count: async (call, context) => (await describe(context, scopeOf(call), 'DescribeInternetGateways')).length,
    refusal: () => new AwsError('InternetGatewayLimitExceeded', 'The maximum number of internet gateways has been reached.'),
  }),
  {
    name: 'internet-gateway-attach',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html',
    service: 'ec2',
    operations: ['AttachInternetGateway'],
    before: async (call, context) => {
      const vpcId = required(call.params, 'VpcId');
      const internetGatewayId = required(call.params, 'InternetGatewayId');
      await findVpc(context, scopeOf(call), vpcId);
      const attached = (await describe(context, scopeOf(call), 'DescribeInternetGateways')).find((gateway) =>
        textsAt(gateway, 'attachmentSet.item.vpcId').includes(vpcId),
      );
      if (attached && textAt(attached, 'internetGatewayId') !== internetGatewayId) {
        throw new AwsError('InvalidParameterValue', `Network ${vpcId} already has an internet gateway attached`);
      }
      return undefined;
    },
  },
  {
    name: 'internet-gateway-mapped-addresses',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html',
    service: 'ec2',
    operations: ['DetachInternetGateway'],
    before: async (call, context) => {
      const vpcId = required(call.params, 'VpcId');
      const internetGatewayId = required(call.params, 'InternetGatewayId');
      const gateway = (await describe(context, scopeOf(call), 'DescribeInternetGateways')).find(
        (one) => textAt(one, 'internetGatewayId') === internetGatewayId,
      );
      if (!gateway) {
        throw new AwsError('InvalidInternetGatewayID.NotFound', `The internetGateway ID '${internetGatewayId}' does not exist`);
      }
      if (!textsAt(gateway, 'attachmentSet.item.vpcId').includes(vpcId)) {
        throw new AwsError('Gateway.NotAttached', `resource ${internetGatewayId} is not attached to network ${vpcId}`);
      }
      if (natGatewaysIn(context, { vpcId }).some(({ publicIp }) => publicIp !== '')) {
        throw new AwsError(
          'DependencyViolation',
          `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
        );
      }
      return undefined;
    },
  },
  {
    name: 'internet-gateway-attached',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html',
    service: 'ec2',
    operations: ['DeleteInternetGateway'],
    before: async (call, context) => {
      const internetGatewayId = required(call.params, 'InternetGatewayId');
      const gateways = await describe(context, scopeOf(call), 'DescribeInternetGateways');
      const gateway = gateways.find((one) => textAt(one, 'internetGatewayId') === internetGatewayId);
      if (gateway && textsAt(gateway, 'attachmentSet.item.vpcId').length > 0) {
        throw new AwsError('DependencyViolation', `The internetGateway '${internetGatewayId}' has dependencies and cannot be deleted.`);
      }
      return undefined;
    },
  },
];
