import { describe, expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { deployment, livePeerings, tenantBefore, withClosedAccount } from '../testing/tenant-network.ts';
import { hubPeering } from './hub-peering.ts';

describe('hub peering', () => {
  const at = deployment();
  stepContract({
    step: hubPeering,
    tenant: async () => tenantBefore(await at, 'hubPeering'),
    list: async (scope) => livePeerings(scope, scope.cells[0]!.hub),
  });

  test("somebody closed the tenant's account: the hub's side deletes the tenant's peering, and no other", async () => {
    const [gone, other] = [await tenantBefore(await at, 'routes'), await tenantBefore(await at, 'routes')];
    const { hub, database } = gone.scope.cells[0]!;
    await hubPeering.remove(withClosedAccount(gone.scope), {});
    expect(await livePeerings(gone.scope, hub)).toEqual([]);
    expect([await livePeerings(gone.scope, database), await livePeerings(other.scope, hub)].map(({ length }) => length)).toEqual([1, 1]);
  });
});
