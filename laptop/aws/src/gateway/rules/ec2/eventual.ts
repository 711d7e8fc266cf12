import { reached, states } from '../../../states.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { type Fields, textAt } from '../xml-path.ts';
import { ec2Fields } from './inventory.ts';

/** How reads follow writes. `eventual` hides what a Create has answered from Describe for a moment, as EC2 may. */
export interface Consistency {
  ec2: 'strong' | 'eventual';
  /** When a resource was created, by id. */
  readonly created: Record<string, number>;
}

/** Strong unless a test, or LAPTOP_EVENTUAL=1 in the environment, asks for more. */
export const consistency = (context: GatewayContext): Consistency =>
  context.state('ec2.consistency', () => ({ ec2: process.env.LAPTOP_EVENTUAL === '1' ? 'eventual' : 'strong', created: {} }));

/** Whether a Describe may show a resource already. */
export const isVisible = (context: GatewayContext, id: string): boolean => {
  const { ec2, created } = consistency(context);
  const createdAt = created[id];
  return ec2 === 'strong' || createdAt === undefined || reached(context.clock, createdAt, states.ec2Visible);
};

/** Where the answer of a Create has the id of what it created. */
const CREATED: Readonly<Record<string, string>> = {
  AllocateAddress: 'allocationId',
  CreateInternetGateway: 'internetGateway.internetGatewayId',
  CreateNatGateway: 'natGateway.natGatewayId',
  CreateRouteTable: 'routeTable.routeTableId',
  CreateSecurityGroup: 'groupId',
  CreateSubnet: 'subnet.subnetId',
  CreateVpc: 'vpc.vpcId',
  CreateVpcPeeringConnection: 'vpcPeeringConnection.vpcPeeringConnectionId',
};

const idOf = (operation: string, fields: Fields): string => textAt(fields, CREATED[operation] ?? '');

export const eventualRules: readonly Rule[] = [
  {
    name: 'ec2-eventual-consistency',
    source: 'https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html',
    service: 'ec2',
    operations: Object.keys(CREATED),
    after: (call, result, context) => {
      const { ec2, created } = consistency(context);
      if (ec2 === 'eventual' && result.status < 300)
        created[idOf(call.operation, ec2Fields(call.operation, result))] ??= context.clock.now();
      return result;
    },
  },
];
