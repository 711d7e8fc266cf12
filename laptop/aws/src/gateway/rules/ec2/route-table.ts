import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { limitRule } from '../limit-rule.ts';
import { type Fields, textAt, textsAt } from '../xml-path.ts';
import { field, required } from './input.ts';
import { describe, findVpc, inVpc, scopeOf } from './inventory.ts';
import { dependencyViolation } from './vpc.ts';

/** The route table that a call names; throws InvalidRouteTableID.NotFound. */
export const routeTable = async (call: AwsCall, context: GatewayContext): Promise<Fields> => {
  const id = required(call.params, 'RouteTableId');
  const table = (await describe(context, scopeOf(call), 'DescribeRouteTables')).find((one) => textAt(one, 'routeTableId') === id);
  if (!table) throw new AwsError('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`);
  return table;
};

export const routeTableRules: readonly Rule[] = [
  {
    name: 'route-table-in-use',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html',
    service: 'ec2',
    operations: ['DeleteRouteTable'],
    before: async (call, context) => {
      const table = await routeTable(call, context);
      const subnets = (await describe(context, scopeOf(call), 'DescribeSubnets')).map((subnet) => textAt(subnet, 'subnetId'));
      // Deleting a subnet removes its association; the emulator leaves it behind.
      const associated = textsAt(table, 'associationSet.item.subnetId').some((id) => subnets.includes(id));
      if (associated || textsAt(table, 'associationSet.item.main').includes('true')) {
        throw dependencyViolation('routeTable', textAt(table, 'routeTableId'));
      }
      return undefined;
    },
  },
  {
    name: 'route-table-associate',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html',
    service: 'ec2',
    operations: ['AssociateRouteTable'],
    before: async (call, context) => {
      const table = await routeTable(call, context);
      const subnetId = field(call.params, 'SubnetId');
      if (subnetId === '') return undefined;
      const subnets = await describe(context, scopeOf(call), 'DescribeSubnets');
      const subnet = subnets.find((one) => textAt(one, 'subnetId') === subnetId);
      if (!subnet) throw new AwsError('InvalidSubnetID.NotFound', `The subnet ID '${subnetId}' does not exist`);
      const id = textAt(table, 'routeTableId');
      if (textAt(subnet, 'vpcId') !== textAt(table, 'vpcId')) {
        throw new AwsError('InvalidParameterValue', `Route table ${id} and subnet ${subnetId} belong to different networks`);
      }
      const tables = await describe(context, scopeOf(call), 'DescribeRouteTables');
      if (tables.some((one) => textsAt(one, 'associationSet.item.subnetId').includes(subnetId))) {
        throw new AwsError(
          'Resource.AlreadyAssociated',
          `the specified association for route table ${id} conflicts with an existing association`,
        );
      }
      return undefined;
    },
  },
  limitRule({
    name: 'route-table-quota',
    quota: 'routeTablesPerVpc',
    service: 'ec2',
    operations: ['CreateRouteTable'],
    // The main route table counts (VPC quotas, "Route tables per VPC").
    count: async (call, context) =>
      (await describe(context, scopeOf(call), 'DescribeRouteTables')).filter(inVpc(required(call.params, 'VpcId'))).length,
    refusal: () => new AwsError('RouteTableLimitExceeded', 'The maximum number of route tables has been reached.'),
  }),
  {
    name: 'route-table-create',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html',
    service: 'ec2',
    operations: ['CreateRouteTable'],
    before: async (call, context) => {
      await findVpc(context, scopeOf(call), required(call.params, 'VpcId'));
      return undefined;
    },
  },
];
