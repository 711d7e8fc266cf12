import {
  AllocateAddressCommand,
  CreateInternetGatewayCommand,
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { NetworkPeered } from '@tenantry/events-schema/network';
import { tenantPolicy } from '@tenantry/landing-zone/policies/network';
import { stepsOf } from '@tenantry/shared/saga/stage';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { roleWith } from '@tenantry/shared/testing/role';
import { settled } from '@tenantry/shared/testing/step-contract';
import { ours, tagged } from './ec2.ts';
import { network } from './stage.ts';
import { deployment, ec2Of, livePeerings, tenantBefore, tenantWithAccount } from './testing/tenant-network.ts';

describe('network', () => {
  test('a network is built and taken back, and nothing of it is left', async () => {
    const at = await deployment();
    const { scope, root, accountId } = await tenantWithAccount(at);
    const { hub } = at.cell;

    let out: object = { accountId };
    for (const step of stepsOf(network)) out = { ...out, ...(await settled(() => step.ensure(scope as never, out as never, {}))) };
    const envelope = { tenantId: scope.tenantId, eventId: 'e', causedBy: 'c', at: new Date().toISOString() };
    expect(NetworkPeered.detail.parse({ ...out, ...envelope })).toMatchObject({ accountId, cell: 'a', cidr: '10.64.0.0/20' });
    expect(await livePeerings(root, hub)).toHaveLength(1);

    for (const step of stepsOf(network).toReversed()) await settled(() => step.remove(scope as never, out as never, {}));
    expect((await ec2Of(root).send(new DescribeVpcsCommand({ Filters: ours(scope) }))).Vpcs).toEqual([]);
    expect(await livePeerings(root, hub)).toEqual([]);
    expect(await scope.ranges.find(scope.tenantId)).toBeUndefined();
  });

  test("the role in the tenant account creates nothing without the tenant's tag and touches nothing that lacks it", async () => {
    const accountId = unusedAccountId();
    const ec2 = new EC2Client(await roleWith(accountId, tenantPolicy));
    const { Vpc } = await new EC2Client(rootOf(accountId)).send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
    const refused = { name: 'UnauthorizedOperation' };
    await expect(ec2.send(new DeleteVpcCommand({ VpcId: Vpc?.VpcId }))).rejects.toMatchObject(refused);
    await expect(ec2.send(new CreateVpcCommand({ CidrBlock: '10.10.0.0/16' }))).rejects.toMatchObject(refused);
  });

  test("removal takes everything with the tenant's tag, also what stands twice", async () => {
    const { scope, root } = await tenantBefore(await deployment(), 'natGateway');
    const ec2 = ec2Of(root);
    await ec2.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/20', TagSpecifications: tagged(scope, 'vpc') }));
    await ec2.send(new AllocateAddressCommand({ Domain: 'vpc', TagSpecifications: tagged(scope, 'elastic-ip') }));
    await ec2.send(new CreateInternetGatewayCommand({ TagSpecifications: tagged(scope, 'internet-gateway') }));
    for (const step of stepsOf(network).toReversed()) await settled(() => step.remove(scope as never, {} as never, {}));
    const Filters = ours(scope);
    expect((await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs).toEqual([]);
    expect((await ec2.send(new DescribeAddressesCommand({ Filters }))).Addresses).toEqual([]);
    expect((await ec2.send(new DescribeInternetGatewaysCommand({ Filters }))).InternetGateways).toEqual([]);
  });
});
