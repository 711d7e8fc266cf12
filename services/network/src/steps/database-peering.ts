import { step } from '@tenantry/shared/saga/stage';
import { deletePeering, requestPeering } from '../peering-connection.ts';
import type { Scope } from '../scope.ts';

export const databasePeering = step(
  'databasePeering',
  {
    ensure: async (scope: Scope, { vpcId, cell }: { vpcId: string; cell: string }) => ({
      databasePeeringId: await requestPeering(scope, 'database', vpcId, cell),
    }),
    remove: (scope: Scope) => deletePeering(scope, 'database'),
  },
  {
    creates: [{ type: 'AWS::EC2::VPCPeeringConnection', id: 'databasePeeringId' }],
  },
);
