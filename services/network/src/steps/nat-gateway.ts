import { DeleteNatGatewayCommand, EC2Client, type NatGateway } from '@aws-sdk/client-ec2';
import { idOf } from '@tenantry/shared/aws/found';
import { hasTag } from '@tenantry/shared/aws/tags';
import { Wait } from '@tenantry/shared/failure/errors';
import { resource } from '@tenantry/shared/saga/resource';
import { IN_USE } from '../ec2.ts';
import { createNatGateway, isAlive, type NatGatewayPlace, natGatewaysOf, newestOf } from '../nat-gateways.ts';
import type { Scope } from '../scope.ts';

/** Created early and awaited last (`natAvailable`): it takes minutes, and nothing else has to wait for it. */
export const natGateway = resource(
  'natGateway',
  {
    find: (scope: Scope) => natGatewaysOf(scope),
    isOurs: (scope, { Tags }) => hasTag(scope, Tags),
    isDead: (found) => !isAlive(found),
    create: (scope: Scope, place: NatGatewayPlace, saved: { natGatewayId?: string }, dead: readonly NatGateway[]) => {
      const replaced = saved.natGatewayId ?? newestOf(dead)?.NatGatewayId ?? 'first';
      return createNatGateway(scope, place, `${scope.tenantId}-${replaced}`);
    },
    cannotDiffer: "a NAT gateway's subnet and address never change",
    remove: async ({ tenant }, found) => {
      const { NatGatewayId, State } = found;
      if (State === 'failed' || State === 'deleted') return;
      if (isAlive(found)) await tenant(EC2Client).send(new DeleteNatGatewayCommand({ NatGatewayId }));
      throw new Wait(5, `NAT gateway ${NatGatewayId} to be deleted`);
    },
    gone: ['NatGatewayNotFound', 'InvalidNatGatewayID.NotFound'],
    inUse: IN_USE,
    what: ({ NatGatewayId }) => `NAT gateway ${NatGatewayId}`,
    out: (_scope, { NatGatewayId }) => ({ natGatewayId: idOf(NatGatewayId, 'the NAT gateway') }),
  },
  { creates: [{ type: 'AWS::EC2::NatGateway', id: 'natGatewayId' }] },
);
