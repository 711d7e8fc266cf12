import {
  AssociateVpcCidrBlockCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  DeleteVpcCommand,
  DescribeRouteTablesCommand,
  DescribeVpcPeeringConnectionsCommand,
  RejectVpcPeeringConnectionCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stacksOf } from '../../../testing/stacks.ts';
import { accept, look, type Owner, owner as ownerIn, remove, request } from '../testing/peerings.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

const owner = (range: string) => ownerIn(aws, range);

describe('a peering', () => {
  test('goes from initiating-request to pending-acceptance to active, seen from both sides', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    const requested = await request(customer, hub);
    const id = requested.VpcPeeringConnectionId!;
    expect(requested.Status!.Code).toBe('initiating-request');
    expect((await look(hub, id)).Status!.Code).toBe('pending-acceptance');
    expect((await look(hub, id)).AccepterVpcInfo!.CidrBlock).toBeUndefined();
    await accept(hub, id);
    for (const side of [customer, hub]) {
      expect(await look(side, id)).toMatchObject({
        Status: { Code: 'active' },
        RequesterVpcInfo: { OwnerId: customer.accountId, VpcId: customer.vpcId, CidrBlock: '10.1.0.0/16' },
        AccepterVpcInfo: { OwnerId: hub.accountId, VpcId: hub.vpcId, CidrBlock: '10.0.0.0/16' },
      });
    }
  });

  test('is accepted by the owner of the accepter VPC only, and once', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    expect(await errorOf(accept(customer, id))).toBe('OperationNotPermitted');
    await accept(hub, id);
    expect(await errorOf(accept(hub, id))).toBe('InvalidStateTransition');
  });

  test('of overlapping or unknown VPCs fails later, not at once', async () => {
    const [customer, twin] = [await owner('10.1.0.0/16'), await owner('10.1.128.0/20')];
    for (const peer of [twin, { ...twin, vpcId: 'vpc-0123' }, { ...twin, accountId: freshAccount() }]) {
      const id = (await request(customer, peer)).VpcPeeringConnectionId!;
      expect((await look(customer, id)).Status!.Code).toBe('failed');
      expect(await errorOf(remove(customer, id))).toBe('InvalidStateTransition');
    }
  });

  test.each(['rejected', 'expired', 'failed'])('ends %s by a fault, and another one is requested', async (state) => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    const reason = state === 'failed' ? 'the hub is gone' : state;
    aws.local.faults.add({ match: { operation: 'CreateVpcPeeringConnection' }, effect: { kind: 'ends-failed', reason } });
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    aws.local.faults.clear();
    expect((await look(customer, id)).Status!.Code).toBe(state);
    expect(await errorOf(accept(hub, id))).toBe('InvalidStateTransition');
    const next = (await request(customer, hub)).VpcPeeringConnectionId!;
    await accept(hub, next);
    expect((await look(customer, next)).Status!.Code).toBe('active');
  });

  test('exists once between two VPCs', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    expect((await request(customer, hub)).VpcPeeringConnectionId).toBe(id);
    await accept(hub, id);
    expect(await request(customer, hub)).toMatchObject({ VpcPeeringConnectionId: id, Status: { Code: 'active' } });
    await remove(customer, id);
    expect((await request(customer, hub)).VpcPeeringConnectionId).not.toBe(id);
  });

  test('is requested the other way round as well, and never accepted', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    const id = (await request(hub, customer)).VpcPeeringConnectionId!;
    await accept(customer, id);
    const reversed = (await request(customer, hub)).VpcPeeringConnectionId!;
    expect(reversed).not.toBe(id);
    expect(await errorOf(accept(hub, reversed))).toBe('VpcPeeringConnectionAlreadyExists');
  });

  test('that nobody accepts expires after seven days', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    aws.advance(7 * 86_400 + 1);
    expect((await look(hub, id)).Status!.Code).toBe('expired');
    expect(await errorOf(accept(hub, id))).toBe('InvalidStateTransition');
  });

  test('is rejected by its accepter, who cannot delete a pending one', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    expect(await errorOf(remove(hub, id))).toBe('OperationNotPermitted');
    await hub.ec2.send(new RejectVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }));
    expect((await look(customer, id)).Status!.Code).toBe('rejected');
  });

  test('stays visible as deleted for an hour', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    await accept(hub, id);
    await remove(hub, id);
    expect((await look(customer, id)).Status!.Code).toBe('deleted');
    aws.advance(3_601);
    expect(await errorOf(look(customer, id))).toBe('InvalidVpcPeeringConnectionID.NotFound');
  });

  test('is found by tag, by status and by VPC', async () => {
    const [customer, other, hub] = [await owner('10.1.0.0/16'), await owner('10.2.0.0/16'), await owner('10.0.0.0/16')];
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    await request(other, hub);
    const find = async (by: Owner, Name: string, value: string) => {
      const { VpcPeeringConnections } = await by.ec2.send(
        new DescribeVpcPeeringConnectionsCommand({ Filters: [{ Name, Values: [value] }] }),
      );
      return VpcPeeringConnections!.map(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId);
    };
    expect(await find(customer, 'tag:shop:customer-id', customer.accountId)).toEqual([id]);
    expect(await find(hub, 'requester-vpc-info.owner-id', customer.accountId)).toEqual([id]);
    expect(await find(hub, 'status-code', 'active')).toEqual([]);
    await accept(hub, id);
    expect(await find(hub, 'status-code', 'active')).toEqual([id]);
  });

  test('fails where a range that was added to a VPC overlaps, and shows all ranges', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    await hub.ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: hub.vpcId, CidrBlock: '10.8.0.0/16' }));
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    await accept(hub, id);
    expect((await look(customer, id)).AccepterVpcInfo!.CidrBlockSet).toEqual([{ CidrBlock: '10.0.0.0/16' }, { CidrBlock: '10.8.0.0/16' }]);
    const overlapping = await owner('10.8.16.0/20');
    const failed = (await request(overlapping, hub)).VpcPeeringConnectionId!;
    expect((await look(overlapping, failed)).Status!.Code).toBe('failed');
  });

  test('keeps its VPC from being deleted while it lives', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    expect(await errorOf(customer.ec2.send(new DeleteVpcCommand({ VpcId: customer.vpcId })))).toBe('DependencyViolation');
    await remove(customer, id);
    expect(await errorOf(customer.ec2.send(new DeleteVpcCommand({ VpcId: customer.vpcId })))).toBe('none');
  });
});

describe('a route through a peering', () => {
  test('is a black hole until the peering is active, and after it is deleted', async () => {
    const [customer, hub] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16')];
    const id = (await request(customer, hub)).VpcPeeringConnectionId!;
    const RouteTableId = (await customer.ec2.send(new CreateRouteTableCommand({ VpcId: customer.vpcId }))).RouteTable!.RouteTableId!;
    const route = { RouteTableId, DestinationCidrBlock: '10.0.0.0/16', VpcPeeringConnectionId: id };
    await customer.ec2.send(new CreateRouteCommand(route));
    const state = async () => {
      const { RouteTables } = await customer.ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
      return RouteTables![0]!.Routes!.find(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId === id)!.State;
    };
    expect(await state()).toBe('blackhole');
    await accept(hub, id);
    expect(await state()).toBe('active');
    await remove(customer, id);
    expect(await state()).toBe('blackhole');
    expect(await errorOf(customer.ec2.send(new CreateRouteCommand({ ...route, DestinationCidrBlock: '10.8.0.0/16' })))).toBe(
      'InvalidVpcPeeringConnectionID.NotFound',
    );
  });

  test('is replaced by a route through another peering', async () => {
    const [customer, hub, next] = [await owner('10.1.0.0/16'), await owner('10.0.0.0/16'), await owner('10.0.0.0/16')];
    const ids = [(await request(customer, hub)).VpcPeeringConnectionId!, (await request(customer, next)).VpcPeeringConnectionId!];
    const RouteTableId = (await customer.ec2.send(new CreateRouteTableCommand({ VpcId: customer.vpcId }))).RouteTable!.RouteTableId!;
    const destination = { RouteTableId, DestinationCidrBlock: '10.0.0.0/16' };
    await customer.ec2.send(new CreateRouteCommand({ ...destination, VpcPeeringConnectionId: ids[0]! }));
    await customer.ec2.send(new ReplaceRouteCommand({ ...destination, VpcPeeringConnectionId: ids[1]! }));
    const { RouteTables } = await customer.ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [RouteTableId] }));
    expect(RouteTables![0]!.Routes!.map((route) => route.VpcPeeringConnectionId ?? route.GatewayId)).toEqual(['local', ids[1]]);
  });
});

test('a stack peers with a VPC of another account through a role there that trusts its own', async () => {
  const hub = await owner('10.0.0.0/16');
  const [requester, stranger] = [freshAccount(), freshAccount()];
  const iam = new IAMClient(aws.as(hub.accountId));
  for (const trusted of [requester, stranger]) {
    const Statement = [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${trusted}:root` }, Action: 'sts:AssumeRole' }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new CreateRoleCommand({ RoleName: trusted, AssumeRolePolicyDocument }));
  }
  const deploy = (name: string, role: object) => {
    const peer = { VpcId: { Ref: 'Vpc' }, PeerVpcId: hub.vpcId, PeerOwnerId: hub.accountId, ...role };
    const Vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.1.0.0/16' } };
    const resources = { Vpc, Peering: { Type: 'AWS::EC2::VPCPeeringConnection', Properties: peer } };
    return stacksOf(aws).deploy(requester, name, resources, { id: { Value: { Ref: 'Peering' } } });
  };
  const through = (RoleName: string) => ({ PeerRoleArn: `arn:aws:iam::${hub.accountId}:role/${RoleName}` });
  await expect(deploy('none', {})).rejects.toThrow('ROLLBACK_COMPLETE');
  await expect(deploy('stranger', through(stranger))).rejects.toThrow('ROLLBACK_COMPLETE');
  const { id = '' } = await deploy('trusted', through(requester));
  expect((await look(hub, id)).Status!.Code).toBe('active');
  // Deleted by hand it stays visible for an hour, and goes with its stack all the same.
  await remove(hub, id);
  await stacksOf(aws).remove(requester, 'trusted');
});
