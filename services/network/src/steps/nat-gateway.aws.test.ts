import {
  AllocateAddressCommand,
  CreateNatGatewayCommand,
  DeleteNatGatewayCommand,
  DescribeNatGatewaysCommand,
  type DescribeNatGatewaysCommandOutput,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { eventually } from '@tenantry/shared/testing/eventually';
import { refusing, seenAs } from '@tenantry/shared/testing/seen-as';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import { isAlive, type NatGatewayPlace, natGatewaysOf } from '../nat-gateways.ts';
import type { Scope } from '../scope.ts';
import { deployment, ec2Of, nameOnly, tenantBefore, withEc2 } from '../testing/tenant-network.ts';
import { natGateway } from './nat-gateway.ts';

/** Until it is deleted it keeps its address, and another one that is to have it would fail. */
const deleteByHand = async (root: Scope, NatGatewayId: string): Promise<void> => {
  await ec2Of(root).send(new DeleteNatGatewayCommand({ NatGatewayId }));
  await eventually('it is deleted', async () => {
    const left = (await natGatewaysOf(root)).find((one) => one.NatGatewayId === NatGatewayId);
    return left === undefined || left.State === 'deleted';
  });
};

describe('NAT gateway', () => {
  const at = deployment();
  const contract = stepContract({
    step: natGateway,
    tenant: async () => tenantBefore(await at, 'natGateway'),
    list: async (scope) => (await natGatewaysOf(scope)).filter(({ State }) => State !== 'deleted').map((one) => one.NatGatewayId ?? ''),
    foreign: async (root, { publicSubnetIds: [SubnetId] }) => {
      const ec2 = ec2Of(root);
      const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
      const { NatGateway } = await ec2.send(
        new CreateNatGatewayCommand({ SubnetId, AllocationId, TagSpecifications: nameOnly(root, 'natgateway') }),
      );
      const NatGatewayIds = [NatGateway?.NatGatewayId ?? ''];
      const isUntouched = async () =>
        (await ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds }))).NatGateways?.every(isAlive) === true;
      return { id: NatGatewayIds[0] ?? '', isUntouched };
    },
  });
  contractCatches(contract, { 'takes what is gone for an error': 'EC2 shows a deleted gateway for an hour, and takes its deletion again' });

  test('lies in the second zone where the first takes none; where neither does, the stage stalls', async () => {
    const { scope, needs } = await tenantBefore(await at, 'natGateway');
    const { publicSubnetIds } = needs as NatGatewayPlace;
    const without = (zones: number) => {
      const refused = publicSubnetIds.slice(0, zones);
      const isRefused = (input: unknown) => refused.includes((input as { readonly SubnetId: string }).SubnetId);
      return withEc2(scope, refusing(ec2Of(scope), CreateNatGatewayCommand, 'NotAvailableInZone', isRefused));
    };
    await expect(natGateway.ensure(without(2), needs, {})).rejects.toMatchObject({ name: 'StalledError', code: 'NotAvailableInZone' });
    const made = await natGateway.ensure(without(1), needs, {});
    expect(await natGatewaysOf(scope)).toMatchObject([{ NatGatewayId: made.natGatewayId, SubnetId: publicSubnetIds[1] }]);
    expect(await natGateway.ensure(without(1), needs, {})).toEqual(made);
    await settled(() => natGateway.remove(scope, {}, {}));
  });

  test('a gateway is replaced once more where what was noted got lost, in whatever order EC2 lists those before', async () => {
    const { scope, root, needs } = await tenantBefore(await at, 'natGateway');
    const made: string[] = [];
    for (let n = 0; n < 3; n++) {
      const ec2 = seenAs(ec2Of(scope), DescribeNatGatewaysCommand, (out: DescribeNatGatewaysCommandOutput) => ({
        ...out,
        NatGateways: out.NatGateways?.map((one) => ({ ...one, CreateTime: new Date(made.indexOf(one.NatGatewayId ?? '')) })).toSorted(
          (a, b) => b.CreateTime.getTime() - a.CreateTime.getTime(),
        ),
      }));
      const { natGatewayId } = await natGateway.ensure(withEc2(scope, ec2), needs, {});
      made.push(natGatewayId);
      await deleteByHand(root, natGatewayId);
    }
    expect(new Set(made).size).toBe(3);
    await settled(() => natGateway.remove(scope, {}, {}));
  });

  test('a gateway that somebody deleted is replaced, though its client token would find it', async () => {
    const { scope, root, needs } = await tenantBefore(await at, 'natGateway');
    const first = await natGateway.ensure(scope, needs, {});
    await deleteByHand(root, first.natGatewayId);
    const second = await natGateway.ensure(scope, needs, first);
    expect(second.natGatewayId).not.toBe(first.natGatewayId);
    expect(await natGateway.ensure(scope, needs, second)).toEqual(second);
    expect((await natGatewaysOf(scope)).filter(isAlive)).toHaveLength(1);
    await settled(() => natGateway.remove(scope, {}, {}));
  });
});
