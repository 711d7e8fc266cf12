import {
  AssociateVpcCidrBlockCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteRouteTableCommand,
  DeleteVpcCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInternetGatewaysCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  DisassociateVpcCidrBlockCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ZONE_IDS } from '../../../testing/accounts.ts';
import { byTag, publicNetwork } from '../testing/network.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';
import { missingZones } from './zones.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

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
    const { ec2, vpcId } = await publicNetwork(aws);
    expect((await ec2.send(new DescribeVpcsCommand({ Filters: byTag }))).Vpcs!.map(({ VpcId }) => VpcId)).toEqual([vpcId]);
    expect((await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'tag:shop:customer-id', Values: ['t2'] }] }))).Vpcs).toEqual([]);
    expect(await errorOf(ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'vpcid', Values: ['x'] }] })))).toBe('InvalidParameterValue');
  });

  test('is tagged only while it exists', async () => {
    const { ec2, vpcId } = await publicNetwork(aws);
    const tag = (id: string) => errorOf(ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'a', Value: 'b' }] })));
    expect([await tag('vpc-0123456789abcdef0'), await tag(vpcId)]).toEqual(['InvalidVpcID.NotFound', 'none']);
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

describe('a range that is added to a VPC', () => {
  test('is described, takes subnets, overlaps no other and is taken away again', async () => {
    const { ec2, vpcId } = await publicNetwork(aws);
    const associate = (CidrBlock: string) => ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: vpcId, CidrBlock }));
    const { CidrBlockAssociation } = await associate('10.5.0.0/16');
    const refused = [await errorOf(associate('10.5.8.0/24')), await errorOf(associate('10.0.0.0/8'))];
    expect(refused).toEqual(['InvalidVpc.Conflict', 'InvalidVpc.Range']);
    const ranges = async () =>
      (await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpcId] }))).Vpcs![0]!.CidrBlockAssociationSet!.map(({ CidrBlock }) => CidrBlock);
    expect(await ranges()).toEqual(['10.1.0.0/16', '10.5.0.0/16']);
    expect(await errorOf(ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.5.1.0/24' })))).toBe('none');
    await ec2.send(new DisassociateVpcCidrBlockCommand({ AssociationId: CidrBlockAssociation!.AssociationId! }));
    expect(await ranges()).toEqual(['10.1.0.0/16']);
  });
});

describe('a zone', () => {
  test('that an account is not offered is not described, and a subnet in it is refused with those there are', async () => {
    const accountId = freshAccount();
    const missing = ZONE_IDS[1];
    missingZones(aws.local.context).accounts[accountId] = [missing];
    const ec2 = new EC2Client(aws.as(accountId));
    const { AvailabilityZones } = await ec2.send(new DescribeAvailabilityZonesCommand());
    expect(AvailabilityZones!.map(({ ZoneId }) => ZoneId)).not.toContain(missing);
    const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }))).Vpc!.VpcId!;
    const create = (zone: object) => ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.1.0.0/24', ...zone }));
    await expect(create({ AvailabilityZoneId: missing })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringMatching(/in the following availability zones: \w+-az\d, \w+-az\d\.$/),
    });
    expect(await errorOf(create({ AvailabilityZone: AvailabilityZones![0]!.ZoneName }))).toBe('none');
  });
});

describe('a subnet', () => {
  test('lies in its VPC and overlaps no other', async () => {
    const { ec2, vpcId } = await publicNetwork(aws);
    const create = (CidrBlock: string) => errorOf(ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock })));
    expect(await create('10.2.0.0/24')).toBe('InvalidSubnet.Range');
    expect(await create('10.1.0.128/25')).toBe('InvalidSubnet.Conflict');
    expect(await create('10.1.1.0/24')).toBe('none');
  });

  test('names a zone that exists and a VPC that exists', async () => {
    const { ec2, vpcId } = await publicNetwork(aws);
    const zoneIds = ZONE_IDS;
    const create = (input: { VpcId: string; AvailabilityZoneId: string }) =>
      errorOf(ec2.send(new CreateSubnetCommand({ CidrBlock: '10.1.2.0/24', ...input })));
    expect(await create({ VpcId: vpcId, AvailabilityZoneId: `${zoneIds[0]}9` })).toBe('InvalidParameterValue');
    expect(await create({ VpcId: 'vpc-0123', AvailabilityZoneId: zoneIds[0]! })).toBe('InvalidVpcID.NotFound');
  });

  test('is found by its zone id', async () => {
    const { ec2, subnetId } = await publicNetwork(aws);
    const zoneIds = ZONE_IDS;
    const find = async (zone: string) =>
      (await ec2.send(new DescribeSubnetsCommand({ Filters: [...byTag, { Name: 'availability-zone-id', Values: [zone] }] }))).Subnets!.map(
        ({ SubnetId }) => SubnetId,
      );
    expect(await find(zoneIds[0]!)).toEqual([subnetId]);
    expect(await find(zoneIds[1]!)).toEqual([]);
  });
});

describe('an internet gateway', () => {
  test('is one of five in its region', async () => {
    const ec2 = new EC2Client(aws.as(freshAccount()));
    const before = (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways!.length;
    for (let n = before; n < 5; n += 1) await ec2.send(new CreateInternetGatewayCommand({}));
    expect(await errorOf(ec2.send(new CreateInternetGatewayCommand({})))).toBe('InternetGatewayLimitExceeded');
  });

  test('is one per network, and not deleted while attached', async () => {
    const { ec2, vpcId, igwId } = await publicNetwork(aws);
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
