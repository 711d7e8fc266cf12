import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteNatGatewayCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  EC2Client,
  ReleaseAddressCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
}, 60_000);
afterAll(() => aws.stop(), 60_000);

const Tags = [{ Key: 'tenantry:tenant-id', Value: 't1' }];
const tagged = (ResourceType: 'vpc' | 'subnet' | 'natgateway' | 'elastic-ip' | 'internet-gateway') => ({
  TagSpecifications: [{ ResourceType, Tags }],
});
const byTag = [{ Name: 'tag:tenantry:tenant-id', Values: ['t1'] }];

/** A VPC with a public subnet behind an internet gateway, and an address. */
const network = async () => {
  const ec2 = new EC2Client(aws.as(freshAccount()));
  const vpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16', ...tagged('vpc') }))).Vpc!.VpcId!;
  const zone = { AvailabilityZoneId: 'use1-az1' };
  const subnetId = (await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.1.0.0/24', ...zone, ...tagged('subnet') })))
    .Subnet!.SubnetId!;
  const igwId = (await ec2.send(new CreateInternetGatewayCommand(tagged('internet-gateway')))).InternetGateway!.InternetGatewayId!;
  await ec2.send(new AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: igwId }));
  const allocationId = (await ec2.send(new AllocateAddressCommand(tagged('elastic-ip')))).AllocationId!;
  const nat = async (token?: string) => {
    const input = { SubnetId: subnetId, AllocationId: allocationId, ...tagged('natgateway'), ...(token ? { ClientToken: token } : {}) };
    return (await ec2.send(new CreateNatGatewayCommand(input))).NatGateway!;
  };
  const natNow = async (id: string) => (await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: [id] }))).NatGateways![0]!;
  return { ec2, vpcId, subnetId, igwId, allocationId, nat, natNow };
};

describe('a VPC', () => {
  test('has a block of /16 to /28', async () => {
    const ec2 = new EC2Client(aws.as(freshAccount()));
    expect(await errorOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/8' })))).toBe('InvalidVpc.Range');
    expect(await errorOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/29' })))).toBe('InvalidVpc.Range');
    expect(await errorOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.300/20' })))).toBe('InvalidParameterValue');
  });

  test('is one of five in its region, the default one included', async () => {
    const ec2 = new EC2Client(aws.as(freshAccount()));
    for (let n = 0; n < 4; n += 1) await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    expect(await errorOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })))).toBe('VpcLimitExceeded');
  });

  test('is found by tag, and an unknown filter is refused', async () => {
    const { ec2, vpcId } = await network();
    expect((await ec2.send(new DescribeVpcsCommand({ Filters: byTag }))).Vpcs!.map(({ VpcId }) => VpcId)).toEqual([vpcId]);
    expect((await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'tag:tenantry:tenant-id', Values: ['t2'] }] }))).Vpcs).toEqual([]);
    expect(await errorOf(ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'vpcid', Values: ['x'] }] })))).toBe('InvalidParameterValue');
  });

  test('with leftovers is not deleted', async () => {
    const ec2 = new EC2Client(aws.as(freshAccount()));
    const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.2.0.0/16' }))).Vpc!.VpcId!;
    const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable!.RouteTableId!;
    expect(await errorOf(ec2.send(new DeleteVpcCommand({ VpcId })))).toBe('DependencyViolation');
    await ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
    expect(await errorOf(ec2.send(new DeleteVpcCommand({ VpcId })))).toBe('none');
  });
});

describe('a subnet', () => {
  test('lies in its VPC and overlaps no other', async () => {
    const { ec2, vpcId } = await network();
    const create = (CidrBlock: string) => errorOf(ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock })));
    expect(await create('10.2.0.0/24')).toBe('InvalidSubnet.Range');
    expect(await create('10.1.0.128/25')).toBe('InvalidSubnet.Conflict');
    expect(await create('10.1.1.0/24')).toBe('none');
  });

  test('names a zone that exists and a VPC that exists', async () => {
    const { ec2, vpcId } = await network();
    const create = (input: { VpcId: string; AvailabilityZoneId: string }) =>
      errorOf(ec2.send(new CreateSubnetCommand({ CidrBlock: '10.1.2.0/24', ...input })));
    expect(await create({ VpcId: vpcId, AvailabilityZoneId: 'use1-az9' })).toBe('InvalidParameterValue');
    expect(await create({ VpcId: 'vpc-0123', AvailabilityZoneId: 'use1-az1' })).toBe('InvalidVpcID.NotFound');
  });

  test('is found by its zone id', async () => {
    const { ec2, subnetId } = await network();
    const find = async (zone: string) =>
      (await ec2.send(new DescribeSubnetsCommand({ Filters: [...byTag, { Name: 'availability-zone-id', Values: [zone] }] }))).Subnets!.map(
        ({ SubnetId }) => SubnetId,
      );
    expect(await find('use1-az1')).toEqual([subnetId]);
    expect(await find('use1-az2')).toEqual([]);
  });
});

describe('a NAT gateway', () => {
  test('is pending for 90 seconds and then shows its public address', async () => {
    const { ec2, nat, natNow, allocationId } = await network();
    const created = await nat();
    expect(created.State).toBe('pending');
    expect((await natNow(created.NatGatewayId!)).State).toBe('pending');
    aws.advance(91);
    const available = await natNow(created.NatGatewayId!);
    const address = (await ec2.send(new DescribeAddressesCommand({ AllocationIds: [allocationId] }))).Addresses![0]!;
    expect(available.State).toBe('available');
    expect(available.NatGatewayAddresses![0]).toMatchObject({
      AllocationId: allocationId,
      PublicIp: address.PublicIp,
      AssociationId: address.AssociationId,
    });
  });

  test('is created once per client token', async () => {
    const { ec2, nat } = await network();
    const first = await nat('token-1');
    expect((await nat('token-1')).NatGatewayId).toBe(first.NatGatewayId);
    expect((await ec2.send(new DescribeNatGatewaysCommand({ Filter: byTag }))).NatGateways).toHaveLength(1);
  });

  test('refuses a client token with other parameters', async () => {
    const { ec2, nat, vpcId } = await network();
    await nat('token-2');
    const SubnetId = (await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.1.9.0/24' }))).Subnet!.SubnetId!;
    expect(await errorOf(ec2.send(new CreateNatGatewayCommand({ SubnetId, ClientToken: 'token-2', ConnectivityType: 'private' })))).toBe(
      'IdempotentParameterMismatch',
    );
  });

  test('names a subnet and an address that exist', async () => {
    const { ec2, subnetId } = await network();
    expect(await errorOf(ec2.send(new CreateNatGatewayCommand({ SubnetId: subnetId, AllocationId: 'eipalloc-0' })))).toBe(
      'InvalidAllocationID.NotFound',
    );
    expect(await errorOf(ec2.send(new CreateNatGatewayCommand({ SubnetId: 'subnet-0', AllocationId: 'eipalloc-0' })))).toBe(
      'InvalidSubnetID.NotFound',
    );
  });

  test('fails in a network without an internet gateway, and with an address in use', async () => {
    const { ec2, vpcId, igwId, nat, natNow } = await network();
    await ec2.send(new DetachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: igwId }));
    const lonely = await nat();
    aws.advance(91);
    expect(await natNow(lonely.NatGatewayId!)).toMatchObject({ State: 'failed', FailureCode: 'Gateway.NotAttached' });
    await ec2.send(new AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: igwId }));
    await nat();
    const second = await nat();
    aws.advance(91);
    expect(await natNow(second.NatGatewayId!)).toMatchObject({ State: 'failed', FailureCode: 'Resource.AlreadyAssociated' });
  });

  test('is deleting for a minute, stays visible as deleted for an hour, and holds address, subnet and gateway until then', async () => {
    const { ec2, vpcId, subnetId, igwId, allocationId, nat, natNow } = await network();
    const { NatGatewayId } = await nat();
    aws.advance(91);
    const release = () => errorOf(ec2.send(new ReleaseAddressCommand({ AllocationId: allocationId })));
    const detach = () => errorOf(ec2.send(new DetachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: igwId })));
    const deleteSubnet = () => errorOf(ec2.send(new DeleteSubnetCommand({ SubnetId: subnetId })));
    expect([await release(), await detach(), await deleteSubnet()]).toEqual([
      'InvalidIPAddress.InUse',
      'DependencyViolation',
      'DependencyViolation',
    ]);
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
    expect((await natNow(NatGatewayId!)).State).toBe('deleting');
    expect([await release(), await detach(), await deleteSubnet()]).toEqual([
      'InvalidIPAddress.InUse',
      'DependencyViolation',
      'DependencyViolation',
    ]);
    aws.advance(61);
    expect((await natNow(NatGatewayId!)).State).toBe('deleted');
    expect([await release(), await detach(), await deleteSubnet()]).toEqual(['none', 'none', 'none']);
    aws.advance(3_601);
    expect(await errorOf(natNow(NatGatewayId!))).toBe('NatGatewayNotFound');
  });

  test('is found by its state on the clock', async () => {
    const { ec2, nat } = await network();
    await nat();
    const count = async (state: string) =>
      (await ec2.send(new DescribeNatGatewaysCommand({ Filter: [...byTag, { Name: 'state', Values: [state] }] }))).NatGateways!.length;
    expect([await count('pending'), await count('available')]).toEqual([1, 0]);
    aws.advance(91);
    expect([await count('pending'), await count('available')]).toEqual([0, 1]);
  });
});

describe('an address', () => {
  test('is one of five in its region', async () => {
    const ec2 = new EC2Client(aws.as(freshAccount()));
    for (let n = 0; n < 5; n += 1) await ec2.send(new AllocateAddressCommand({}));
    expect(await errorOf(ec2.send(new AllocateAddressCommand({})))).toBe('AddressLimitExceeded');
  });

  test('is found by tag and not by another tag', async () => {
    const { ec2, allocationId } = await network();
    await ec2.send(new AllocateAddressCommand({}));
    const found = await ec2.send(new DescribeAddressesCommand({ Filters: byTag }));
    expect(found.Addresses!.map(({ AllocationId }) => AllocationId)).toEqual([allocationId]);
    expect(await errorOf(ec2.send(new DescribeAddressesCommand({ AllocationIds: ['eipalloc-0'] })))).toBe('InvalidAllocationID.NotFound');
  });
});

describe('an internet gateway', () => {
  test('is one per network, and not deleted while attached', async () => {
    const { ec2, vpcId, igwId } = await network();
    const other = (await ec2.send(new CreateInternetGatewayCommand({}))).InternetGateway!.InternetGatewayId!;
    expect(await errorOf(ec2.send(new AttachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: other })))).toBe(
      'InvalidParameterValue',
    );
    expect(await errorOf(ec2.send(new AttachInternetGatewayCommand({ VpcId: 'vpc-0', InternetGatewayId: other })))).toBe(
      'InvalidVpcID.NotFound',
    );
    expect(await errorOf(ec2.send(new DetachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: other })))).toBe(
      'Gateway.NotAttached',
    );
    expect(await errorOf(ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId: igwId })))).toBe('DependencyViolation');
    const Filters = [{ Name: 'attachment.vpc-id', Values: [vpcId] }];
    expect((await ec2.send(new DescribeInternetGatewaysCommand({ Filters }))).InternetGateways).toHaveLength(1);
  });
});

describe('a route', () => {
  test('exists once per destination, to a target that exists', async () => {
    const { ec2, vpcId, igwId } = await network();
    const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable!.RouteTableId!;
    const toGateway = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', GatewayId: igwId };
    expect(await errorOf(ec2.send(new CreateRouteCommand({ ...toGateway, GatewayId: 'igw-0' })))).toBe('InvalidInternetGatewayID.NotFound');
    expect(await errorOf(ec2.send(new CreateRouteCommand(toGateway)))).toBe('none');
    expect(await errorOf(ec2.send(new CreateRouteCommand(toGateway)))).toBe('RouteAlreadyExists');
    const nat = { RouteTableId, DestinationCidrBlock: '10.9.0.0/16', NatGatewayId: 'nat-0' };
    expect(await errorOf(ec2.send(new CreateRouteCommand(nat)))).toBe('InvalidNatGatewayID.NotFound');
  });

  test('is deleted and replaced only where it is', async () => {
    const { ec2, vpcId, igwId } = await network();
    const RouteTableId = (await ec2.send(new CreateRouteTableCommand({ VpcId: vpcId }))).RouteTable!.RouteTableId!;
    const missing = { RouteTableId, DestinationCidrBlock: '10.9.0.0/16' };
    expect(await errorOf(ec2.send(new DeleteRouteCommand(missing)))).toBe('InvalidRoute.NotFound');
    expect(await errorOf(ec2.send(new ReplaceRouteCommand({ ...missing, GatewayId: igwId })))).toBe('InvalidParameterValue');
    expect(await errorOf(ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: '10.1.0.0/16' })))).toBe(
      'InvalidParameterValue',
    );
  });

  test('turns into a black hole when its NAT gateway is gone', async () => {
    const { ec2, vpcId, nat } = await network();
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
    const { ec2, vpcId, subnetId } = await network();
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
