import { DeleteNatGatewayCommand } from '@aws-sdk/client-ec2';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { deletion, idOf } from '../ec2.ts';
import { createNatGateway, isAlive, type NatGatewayPlace, natGatewaysOf, newestOf } from '../nat-gateways.ts';
import type { Scope } from '../scope.ts';

/** Created early and awaited last (`natAvailable`): it takes minutes, and nothing else has to wait for it. */
export const natGateway = step(
  'natGateway',
  {
    ensure: async (scope: Scope, place: NatGatewayPlace, saved: { natGatewayId?: string }) => {
      const known = await natGatewaysOf(scope);
      const alive = known.find(isAlive);
      if (alive) return { natGatewayId: idOf(alive.NatGatewayId, 'the NAT gateway') };
      const replaced = saved.natGatewayId ?? newestOf(known)?.NatGatewayId ?? 'first';
      return { natGatewayId: await createNatGateway(scope, place, `${scope.tenantId}-${replaced}`) };
    },
    remove: async (scope: Scope) => {
      const found = await natGatewaysOf(scope);
      for (const { NatGatewayId } of found.filter(isAlive)) {
        await deletion(`NAT gateway ${NatGatewayId}`, () => scope.ec2.send(new DeleteNatGatewayCommand({ NatGatewayId })));
      }
      const left = found.find((gateway) => isAlive(gateway) || gateway.State === 'deleting');
      if (left) throw new Wait(5, `NAT gateway ${left.NatGatewayId} to be deleted`);
    },
  },
  {
    creates: [{ type: 'AWS::EC2::NatGateway', id: 'natGatewayId' }],
  },
);
