import { describe } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { deployment, livePeerings, tenantBefore } from '../testing/tenant-network.ts';
import { hubPeering } from './hub-peering.ts';

describe('hub peering', () => {
  const at = deployment();
  stepContract({
    step: hubPeering,
    tenant: async () => tenantBefore(await at, 'hubPeering'),
    list: async (scope) => livePeerings(scope, scope.cells[0]!.hub),
  });
});
