import { CreateNatGatewayCommand, DeleteNatGatewayCommand } from '@aws-sdk/client-ec2';
import { Wait } from '@tenantry/shared/errors';
import { step } from '@tenantry/shared/stage';
import { deletion, idOf, tagged } from '../ec2.ts';
import { isAlive, natGatewaysOf } from '../nat-gateways.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly publicSubnetIds: readonly string[];
  readonly allocationId: string;
}

/** Created early and awaited last (`natAvailable`): it takes minutes, and nothing else has to wait for it. */
export const natGateway = step('natGateway', {
  ensure: async (scope: Scope, { publicSubnetIds, allocationId }: Needs, saved: { natGatewayId?: string }) => {
    const known = await natGatewaysOf(scope);
    const alive = known.find(isAlive);
    if (alive) return { natGatewayId: idOf(alive.NatGatewayId, 'the NAT gateway') };
    // A token finds its first gateway even when that has failed or was deleted: a replacement needs a token of its own.
    const replaced = saved.natGatewayId ?? known.at(-1)?.NatGatewayId ?? 'first';
    const { NatGateway } = await scope.ec2.send(
      new CreateNatGatewayCommand({
        SubnetId: idOf(publicSubnetIds[0], 'a public subnet'),
        AllocationId: allocationId,
        ClientToken: `${scope.tenantId}-${replaced}`,
        TagSpecifications: tagged(scope, 'natgateway'),
      }),
    );
    return { natGatewayId: idOf(NatGateway?.NatGatewayId, 'the NAT gateway') };
  },
  remove: async (scope: Scope) => {
    const found = await natGatewaysOf(scope);
    for (const { NatGatewayId } of found.filter(isAlive)) {
      await deletion(`NAT gateway ${NatGatewayId}`, () => scope.ec2.send(new DeleteNatGatewayCommand({ NatGatewayId })));
    }
    const left = found.find((gateway) => isAlive(gateway) || gateway.State === 'deleting');
    if (left) throw new Wait(5, `NAT gateway ${left.NatGatewayId} to be deleted`);
  },
});
