import { DeleteVpcPeeringConnectionCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { deployment, ec2Of, livePeerings, peerByHand, tenantBefore, withClosedAccount } from '../testing/tenant-network.ts';
import { hubPeering } from './hub-peering.ts';

describe('hub peering', () => {
  const at = deployment();
  stepContract({
    step: hubPeering,
    tenant: async () => tenantBefore(await at, 'hubPeering'),
    list: async (scope) => livePeerings(scope, scope.cells[0]!.hub),
    foreign: (root, needs) => peerByHand(root, needs, 'hub'),
    drift: { cannot: 'nobody changes where a connection leads' },
  });

  test('a connection that somebody else made is not taken: the stage stalls until it is gone', async () => {
    const { scope, root, needs } = await tenantBefore(await at, 'hubPeering');
    const theirs = await peerByHand(root, needs, 'hub');
    await expect(hubPeering.ensure(scope, needs, {})).rejects.toMatchObject({
      name: 'StalledError',
      code: 'ForeignPeering',
      message: expect.stringContaining(theirs.id),
    });
    await ec2Of(root).send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: theirs.id }));
    expect((await hubPeering.ensure(scope, needs, {})).hubPeeringId).not.toBe(theirs.id);
  });

  test("somebody closed the tenant's account: the hub's side deletes the tenant's peering, and no other", async () => {
    const [gone, other] = [await tenantBefore(await at, 'routes'), await tenantBefore(await at, 'routes')];
    const { hub, database } = gone.scope.cells[0]!;
    await hubPeering.remove(withClosedAccount(gone.scope), gone.needs, {});
    expect(await livePeerings(gone.root, hub)).toEqual([]);
    expect([await livePeerings(gone.root, database), await livePeerings(other.root, hub)].map(({ length }) => length)).toEqual([1, 1]);
  });

  test('nobody gets into the account any more, which has another tenant by now: what that one has stays', async () => {
    const { scope, root, accountId, needs } = await tenantBefore(await at, 'routes');
    const next = await tenantBefore(await at, 'routes', accountId);
    const { hub } = scope.cells[0]!;
    await hubPeering.remove(withClosedAccount(scope), needs, {});
    expect([await livePeerings(root, hub), await livePeerings(next.root, hub)].map(({ length }) => length)).toEqual([0, 1]);
  });
});
