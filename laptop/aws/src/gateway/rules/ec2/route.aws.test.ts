import {
  AssociateRouteTableCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  DeleteNatGatewayCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DescribeRouteTablesCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { quotas } from '../quotas.ts';
import { publicNetwork } from '../testing/network.ts';
import { errorOf, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

describe('a route', () => {
  test('exists once per destination, to a target that exists', async () => {
    const { ec2, vpcId, igwId } = await publicNetwork(aws);
    const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable!.RouteTableId!;
    const toGateway = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: igwId };
    expect(await errorOf(ec2.send(new CreateRouteCommand({ ...toGateway, GatewayId: 'igw-0' })))).toBe('InvalidInternetGatewayID.NotFound');
    expect(await errorOf(ec2.send(new CreateRouteCommand(toGateway)))).toBe('none');
    expect(await errorOf(ec2.send(new CreateRouteCommand(toGateway)))).toBe('RouteAlreadyExists');
    const nat = { RouteTableId, DestinationCidrBlock: '10.9.0.0/16', NatGatewayId: 'nat-0' };
    expect(await errorOf(ec2.send(new CreateRouteCommand(nat)))).toBe('InvalidNatGatewayID.NotFound');
  });

  test('is deleted and replaced only where it is', async () => {
    const { ec2, vpcId, igwId } = await publicNetwork(aws);
    const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable!.RouteTableId!;
    const missing = { RouteTableId, DestinationCidrBlock: '10.9.0.0/16' };
    expect(await errorOf(ec2.send(new DeleteRouteCommand(missing)))).toBe('InvalidRoute.NotFound');
    expect(await errorOf(ec2.send(new ReplaceRouteCommand({ ...missing, GatewayId: igwId })))).toBe('InvalidParameterValue');
    expect(await errorOf(ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: '10.1.0.0/16' })))).toBe(
      'InvalidParameterValue',
    );
  });

  test('to a pending NAT gateway is not found yet', async () => {
    const { ec2, vpcId, nat } = await publicNetwork(aws);
    const { NatGatewayId } = await nat();
    const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable!.RouteTableId!;
    const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: NatGatewayId! };
    expect(await errorOf(ec2.send(new CreateRouteCommand(route)))).toBe('InvalidNatGatewayID.NotFound');
    aws.advance(91);
    expect(await errorOf(ec2.send(new CreateRouteCommand(route)))).toBe('none');
  });

  test('is one of as many as its table may have', async () => {
    const { ec2, vpcId, igwId } = await publicNetwork(aws);
    const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable!.RouteTableId!;
    const usual = quotas(aws.local.context).routesPerTable;
    quotas(aws.local.context).routesPerTable = 2; // one is the local route
    const create = (DestinationCidrBlock: string) =>
      errorOf(ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock, GatewayId: igwId })));
    const answers = [await create('10.8.0.0/16'), await create('10.9.0.0/16')];
    quotas(aws.local.context).routesPerTable = usual;
    expect(answers).toEqual(['none', 'RouteLimitExceeded']);
  });

  test('turns into a black hole when its NAT gateway is gone', async () => {
    const { ec2, vpcId, nat } = await publicNetwork(aws);
    const { NatGatewayId } = await nat();
    aws.advance(91);
    const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable!.RouteTableId!;
    await ec2.send(new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: NatGatewayId! }));
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
    const routes = (await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }))).RouteTables![0]!.Routes!;
    expect(routes.find((route) => route.NatGatewayId)!.State).toBe('blackhole');
  });
});

describe('a route table', () => {
  test('in use is not deleted, and a subnet has one only', async () => {
    const { ec2, vpcId, subnetId } = await publicNetwork(aws);
    const create = async () => (await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable!.RouteTableId!;
    const [one, two] = [await create(), await create()];
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId: one, SubnetId: subnetId }));
    expect(await errorOf(ec2.send(new AssociateRouteTableCommand({ RouteTableId: two, SubnetId: subnetId })))).toBe(
      'Resource.AlreadyAssociated',
    );
    expect(await errorOf(ec2.send(new DeleteRouteTableCommand({ RouteTableId: one })))).toBe('DependencyViolation');
    await ec2.send(new DeleteSubnetCommand({ SubnetId: subnetId }));
    expect(await errorOf(ec2.send(new DeleteRouteTableCommand({ RouteTableId: one })))).toBe('none');
    expect(await errorOf(ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [one] })))).toBe('InvalidRouteTableID.NotFound');
    expect(await errorOf(ec2.send(new CreateRouteTableCommand({ VpcId: 'vpc-0' })))).toBe('InvalidVpcID.NotFound');
  });
});
