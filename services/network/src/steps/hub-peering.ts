import { step } from '@tenantry/shared/saga/stage';
import { deletePeering, requestPeering } from '../peering-connection.ts';
import type { Scope } from '../scope.ts';

export const hubPeering = step(
  'hubPeering',
  {
    ensure: async (scope: Scope, { vpcId, cell }: { vpcId: string; cell: string }) => ({
      hubPeeringId: await requestPeering(scope, 'hub', vpcId, cell),
    }),
    remove: (scope: Scope) => deletePeering(scope, 'hub'),
  },
  {
    creates: [{ type: 'AWS::EC2::VPCPeeringConnection', id: 'hubPeeringId' }],
  },
);
