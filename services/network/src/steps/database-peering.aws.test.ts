import { describe } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { deployment, livePeerings, peerByHand, tenantBefore } from '../testing/tenant-network.ts';
import { databasePeering } from './database-peering.ts';

describe('database peering', () => {
  const at = deployment();
  stepContract({
    step: databasePeering,
    tenant: async () => tenantBefore(await at, 'databasePeering'),
    list: async (scope) => livePeerings(scope, scope.cells[0]!.database),
    foreign: (root, needs) => peerByHand(root, needs, 'database'),
    drift: { cannot: 'nobody changes where a connection leads' },
  });
});
