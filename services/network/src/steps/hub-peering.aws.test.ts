import { CreateVpcPeeringConnectionCommand, DeleteVpcPeeringConnectionCommand } from '@aws-sdk/client-ec2';
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

  test('a connection that somebody else made is not taken: the stage stalls until it is gone', async () => {
    const { scope, needs } = await tenantBefore(await at, 'hubPeering');
    const { hub } = scope.cells[0]!;
    const { vpcId } = needs as { vpcId: string };
    const theirs = new CreateVpcPeeringConnectionCommand({ VpcId: vpcId, PeerVpcId: hub.vpcId, PeerOwnerId: hub.accountId });
    const { VpcPeeringConnection } = await scope.ec2.send(theirs);
    const { VpcPeeringConnectionId = '' } = VpcPeeringConnection ?? {};
    await expect(hubPeering.ensure(scope, needs, {})).rejects.toMatchObject({
      name: 'StalledError',
      code: 'ForeignPeering',
      message: expect.stringContaining(VpcPeeringConnectionId),
    });
    await scope.ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
    expect((await hubPeering.ensure(scope, needs, {})).hubPeeringId).not.toBe(VpcPeeringConnectionId);
  });

  test("somebody closed the tenant's account: the hub's side deletes the tenant's peering, and no other", async () => {
    const [gone, other] = [await tenantBefore(await at, 'routes'), await tenantBefore(await at, 'routes')];
    const { hub, database } = gone.scope.cells[0]!;
    await hubPeering.remove(withClosedAccount(gone.scope), {}, {});
    expect(await livePeerings(gone.scope, hub)).toEqual([]);
    expect([await livePeerings(gone.scope, database), await livePeerings(other.scope, hub)].map(({ length }) => length)).toEqual([1, 1]);
  });

  test('nobody gets into the account any more, which has another tenant by now: what that one has stays', async () => {
    const { scope } = await tenantBefore(await at, 'routes');
    const next = await tenantBefore(await at, 'routes', scope.accountId);
    const { hub } = scope.cells[0]!;
    await hubPeering.remove(withClosedAccount(scope), {}, {});
    expect([await livePeerings(scope, hub), await livePeerings(next.scope, hub)].map(({ length }) => length)).toEqual([0, 1]);
  });
});
