import { CreateVpcCommand, DescribeVpcPeeringConnectionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { TerminalError } from '@tenantry/shared/errors';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { deployment, tenantBefore } from '../testing/tenant-network.ts';
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
    list: async ({ ec2 }) => {
      const Filters = [{ Name: 'status-code', Values: ['active'] }];
      const { VpcPeeringConnections = [] } = await ec2.send(new DescribeVpcPeeringConnectionsCommand({ Filters }));
      return VpcPeeringConnections.map(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId ?? '');
    },
  });

  test('only the account that owns the other VPC can accept', async () => {
    const { cell } = await at;
    const { scope, needs } = await tenantBefore(await at, 'peeringAcceptance');
    for (const ec2 of [scope.ec2, new EC2Client(rootOf(unusedAccountId()))]) {
      const wrong = { ...scope, cells: [{ ...cell, hub: { ...cell.hub, ec2 } }] };
      await expect(settled(() => peeringAcceptance.ensure(wrong, needs, {}))).rejects.toMatchObject({ name: 'OperationNotPermitted' });
    }
    expect(await settled(() => peeringAcceptance.ensure(scope, needs, {}))).toEqual({});
  });

  test('a peering that overlaps the other VPC fails for good', async () => {
    const { cell } = await at;
    const { scope, needs } = await tenantBefore(await at, 'hubPeering');
    const { Vpc } = await cell.hub.ec2.send(new CreateVpcCommand({ CidrBlock: '10.64.0.0/16' }));
    const overlapping = { ...scope, cells: [{ ...cell, hub: { ...cell.hub, vpcId: Vpc?.VpcId ?? '' } }] };
    const all = {
      ...(needs as { vpcId: string; cell: string }),
      ...(await hubPeering.ensure(overlapping, needs, {})),
      ...(await databasePeering.ensure(overlapping, needs, {})),
    };
    await expect(settled(() => peeringAcceptance.ensure(overlapping, all, {}))).rejects.toThrow(TerminalError);
  });
});
