import {
  AllocateAddressCommand,
  AttachInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateSubnetCommand,
  DeleteNatGatewayCommand,
  DeleteSubnetCommand,
  DescribeAddressesCommand,
  DescribeNatGatewaysCommand,
  DetachInternetGatewayCommand,
  EC2Client,
  ReleaseAddressCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ZONE_IDS } from '../../../testing/accounts.ts';
import { byTag, publicNetwork } from '../testing/network.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';
import { zonesWithoutNat } from './zones.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

describe('a NAT gateway', () => {
  test('is pending for 90 seconds and then shows its public address', async () => {
    const { ec2, nat, natNow, allocationId } = await publicNetwork(aws);
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
    const { ec2, nat } = await publicNetwork(aws);
    const first = await nat('token-1');
    expect((await nat('token-1')).NatGatewayId).toBe(first.NatGatewayId);
    expect((await ec2.send(new DescribeNatGatewaysCommand({ Filter: byTag }))).NatGateways).toHaveLength(1);
  });

  test('refuses a client token with other parameters', async () => {
    const { ec2, nat, vpcId } = await publicNetwork(aws);
    await nat('token-2');
    const SubnetId = (await ec2.send(new CreateSubnetCommand({ VpcId: vpcId, CidrBlock: '10.1.9.0/24' }))).Subnet!.SubnetId!;
    expect(await errorOf(ec2.send(new CreateNatGatewayCommand({ SubnetId, ClientToken: 'token-2', ConnectivityType: 'private' })))).toBe(
      'IdempotentParameterMismatch',
    );
  });

  test('names a subnet and an address that exist', async () => {
    const { ec2, subnetId } = await publicNetwork(aws);
    expect(await errorOf(ec2.send(new CreateNatGatewayCommand({ SubnetId: subnetId, AllocationId: 'eipalloc-0' })))).toBe(
      'InvalidAllocationID.NotFound',
    );
    expect(await errorOf(ec2.send(new CreateNatGatewayCommand({ SubnetId: 'subnet-0', AllocationId: 'eipalloc-0' })))).toBe(
      'InvalidSubnetID.NotFound',
    );
  });

  test('is made in no zone that has none', async () => {
    const { ec2, vpcId, nat, allocationId } = await publicNetwork(aws);
    const [first, second] = ZONE_IDS;
    zonesWithoutNat(aws.local.context).push(first!);
    const subnet = { VpcId: vpcId, CidrBlock: '10.1.9.0/24', AvailabilityZoneId: second! };
    const SubnetId = (await ec2.send(new CreateSubnetCommand(subnet))).Subnet!.SubnetId!;
    const elsewhere = () => ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId: allocationId }));
    const refused = [await errorOf(nat()), await errorOf(elsewhere())];
    zonesWithoutNat(aws.local.context).length = 0;
    expect(refused).toEqual(['NotAvailableInZone', 'none']);
  });

  test('fails in a network without an internet gateway, and with an address in use', async () => {
    const { ec2, vpcId, igwId, nat, natNow } = await publicNetwork(aws);
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

  test('fails for the reason of a fault', async () => {
    const { nat, natNow } = await publicNetwork(aws);
    aws.local.faults.add({ match: { operation: 'CreateNatGateway' }, effect: { kind: 'ends-failed', reason: 'InternalError' } });
    const { NatGatewayId } = await nat();
    aws.local.faults.clear();
    expect((await natNow(NatGatewayId!)).State).toBe('pending');
    aws.advance(91);
    expect(await natNow(NatGatewayId!)).toMatchObject({
      State: 'failed',
      FailureCode: 'InternalError',
      FailureMessage: expect.stringContaining('Please try again'),
    });
    aws.advance(3_601);
    expect(await errorOf(natNow(NatGatewayId!))).toBe('NatGatewayNotFound');
  });

  test('is deleting for a minute, stays visible as deleted for an hour, and holds address, subnet and gateway until then', async () => {
    const { ec2, vpcId, subnetId, igwId, allocationId, nat, natNow } = await publicNetwork(aws);
    const { NatGatewayId } = await nat();
    aws.advance(91);
    const release = () => errorOf(ec2.send(new ReleaseAddressCommand({ AllocationId: allocationId })));
    const detach = () => errorOf(ec2.send(new DetachInternetGatewayCommand({ VpcId: vpcId, InternetGatewayId: igwId })));
    const deleteSubnet = () => errorOf(ec2.send(new DeleteSubnetCommand({ SubnetId: subnetId })));
    expect([await release(), await detach(), await deleteSubnet()]).toEqual(['AuthFailure', 'DependencyViolation', 'DependencyViolation']);
    await ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
    expect((await natNow(NatGatewayId!)).State).toBe('deleting');
    expect([await release(), await detach(), await deleteSubnet()]).toEqual(['AuthFailure', 'DependencyViolation', 'DependencyViolation']);
    aws.advance(61);
    expect((await natNow(NatGatewayId!)).State).toBe('deleted');
    expect([await release(), await detach(), await deleteSubnet()]).toEqual(['none', 'none', 'none']);
    aws.advance(3_601);
    expect(await errorOf(natNow(NatGatewayId!))).toBe('NatGatewayNotFound');
  });

  test('is found by its state on the clock', async () => {
    const { ec2, nat } = await publicNetwork(aws);
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
    const { ec2, allocationId } = await publicNetwork(aws);
    await ec2.send(new AllocateAddressCommand({}));
    const found = await ec2.send(new DescribeAddressesCommand({ Filters: byTag }));
    expect(found.Addresses!.map(({ AllocationId }) => AllocationId)).toEqual([allocationId]);
    expect(await errorOf(ec2.send(new DescribeAddressesCommand({ AllocationIds: ['eipalloc-0'] })))).toBe('InvalidAllocationID.NotFound');
  });
});
