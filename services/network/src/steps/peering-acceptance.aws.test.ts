import {
  AcceptVpcPeeringConnectionCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeVpcPeeringConnectionsCommand,
  EC2Client,
  RejectVpcPeeringConnectionCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { StalledError } from '@tenantry/shared/failure/errors';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { refusing } from '@tenantry/shared/testing/seen-as';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { deployment, ec2Of, tenantBefore } from '../testing/tenant-network.ts';
import { databasePeering } from './database-peering.ts';
import { hubPeering } from './hub-peering.ts';
import { peeringAcceptance } from './peering-acceptance.ts';

describe('peering acceptance', () => {
  const at = deployment();
  stepContract({
    step: peeringAcceptance,
    owns: 2,
    keepsAfterRemove: true,
    tenant: async () => tenantBefore(await at, 'peeringAcceptance'),
    list: async (root) => {
      const Filters = [{ Name: 'status-code', Values: ['active'] }];
      const { VpcPeeringConnections = [] } = await ec2Of(root).send(new DescribeVpcPeeringConnectionsCommand({ Filters }));
      return VpcPeeringConnections.map(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId ?? '');
    },
  });

  test('only the account that owns the other VPC can accept', async () => {
    const { cell } = await at;
    const { scope, root, needs } = await tenantBefore(await at, 'peeringAcceptance');
    for (const ec2 of [ec2Of(root), new EC2Client(rootOf(unusedAccountId()))]) {
      const wrong = { ...scope, cells: [{ ...cell, hub: { ...cell.hub, ec2 } }] };
      await expect(settled(() => peeringAcceptance.ensure(wrong, needs, {}))).rejects.toMatchObject({ name: 'OperationNotPermitted' });
    }
    expect(await settled(() => peeringAcceptance.ensure(scope, needs, {}))).toEqual({});
  });

  test('a full VPC stalls the stage at once and says which quota to raise, in which account', async () => {
    const { cell } = await at;
    const { scope, needs } = await tenantBefore(await at, 'peeringAcceptance');
    const ec2 = refusing(cell.hub.ec2, AcceptVpcPeeringConnectionCommand, 'ActiveVpcPeeringConnectionPerVpcLimitExceeded');
    const full = { ...scope, cells: [{ ...cell, hub: { ...cell.hub, ec2 } }] };
    const stalled = await settled(() => peeringAcceptance.ensure(full, needs, {})).catch((error: unknown) => error);
    expect(stalled).toBeInstanceOf(StalledError);
    expect(stalled).toMatchObject({ code: 'CellFull', advice: expect.stringContaining(`in account ${cell.hub.accountId}`) });
    expect(await settled(() => peeringAcceptance.ensure(scope, needs, {}))).toEqual({});
  });

  test('a connection that the hub requested from the tenant stands in the way, and the stage stalls', async () => {
    const { rootCell: cell } = await at;
    const { scope, root, accountId, needs } = await tenantBefore(await at, 'hubPeering');
    const { vpcId } = needs as { vpcId: string };
    const theirs = new CreateVpcPeeringConnectionCommand({ VpcId: cell.hub.vpcId, PeerVpcId: vpcId, PeerOwnerId: accountId });
    const { VpcPeeringConnection } = await cell.hub.ec2.send(theirs);
    const accepted = { VpcPeeringConnectionId: VpcPeeringConnection?.VpcPeeringConnectionId ?? '' };
    await settled(() => ec2Of(root).send(new AcceptVpcPeeringConnectionCommand(accepted)));
    const all = {
      ...(needs as object),
      ...(await hubPeering.ensure(scope, needs, {})),
      ...(await databasePeering.ensure(scope, needs, {})),
    };
    await expect(settled(() => peeringAcceptance.ensure(scope, all as never, {}))).rejects.toMatchObject({
      name: 'StalledError',
      code: 'ForeignPeering',
    });
    await cell.hub.ec2.send(new DeleteVpcPeeringConnectionCommand(accepted));
    expect(await settled(() => peeringAcceptance.ensure(scope, all as never, {}))).toEqual({});
  });

  test.each(['rejected', 'deleted'])(
    'a connection that is %s stalls the stage at once, and a retry requests another one',
    async (state) => {
      const { rootCell: cell } = await at;
      const { scope, root, needs } = await tenantBefore(await at, 'peeringAcceptance');
      const { hubPeeringId } = needs as { hubPeeringId: string };
      const input = { VpcPeeringConnectionId: hubPeeringId };
      if (state === 'rejected') await cell.hub.ec2.send(new RejectVpcPeeringConnectionCommand(input));
      else await ec2Of(root).send(new DeleteVpcPeeringConnectionCommand(input));
      await expect(settled(() => peeringAcceptance.ensure(scope, needs, {}))).rejects.toMatchObject({
        name: 'StalledError',
        code: state === 'rejected' ? 'PeeringRejected' : 'PeeringDeleted',
      });
      const next = { ...(needs as object), ...(await hubPeering.ensure(scope, needs, {})) } as never;
      expect(await settled(() => peeringAcceptance.ensure(scope, next, {}))).toEqual({});
    },
  );

  test('a peering that overlaps the other VPC stalls: a range may have been added there by somebody', async () => {
    const { cell, rootCell } = await at;
    const { scope, needs } = await tenantBefore(await at, 'hubPeering');
    const { Vpc } = await rootCell.hub.ec2.send(new CreateVpcCommand({ CidrBlock: '10.64.0.0/16' }));
    const overlapping = { ...scope, cells: [{ ...cell, hub: { ...cell.hub, vpcId: Vpc?.VpcId ?? '' } }] };
    const all = {
      ...(needs as { accountId: string; vpcId: string; cidr: string; cell: string }),
      ...(await hubPeering.ensure(overlapping, needs, {})),
      ...(await databasePeering.ensure(overlapping, needs, {})),
    };
    await expect(settled(() => peeringAcceptance.ensure(overlapping, all, {}))).rejects.toMatchObject({
      name: 'StalledError',
      code: 'PeeringFailed',
    });
  });
});
