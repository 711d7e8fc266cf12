import {
  AcceptVpcPeeringConnectionCommand,
  AssociateVpcCidrBlockCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { contains, overlaps, rangeOf } from '@tenantry/shared/domain/cidr';
import { StalledError } from '@tenantry/shared/failure/errors';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { deployment, type TestDeployment, tenantBefore, tenantIn } from '../testing/tenant-network.ts';
import { cidr } from './cidr.ts';

/** Peers a foreign VPC with the hub, as a colleague might have done by hand. */
const peerByHand = async ({ rootCell: { hub } }: TestDeployment, range: string): Promise<void> => {
  const ec2 = new EC2Client(rootOf(unusedAccountId()));
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: range }));
  const { VpcPeeringConnection } = await ec2.send(
    new CreateVpcPeeringConnectionCommand({ VpcId: Vpc?.VpcId, PeerVpcId: hub.vpcId, PeerOwnerId: hub.accountId }),
  );
  const { VpcPeeringConnectionId } = VpcPeeringConnection ?? {};
  await hub.ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId }));
};

describe('range', () => {
  const at = deployment({ pool: '10.64.0.0/12' });
  stepContract({
    step: cidr,
    tenant: async () => ({ scope: tenantIn(await at), needs: {} }),
    list: async (scope) => {
      const claim = await tenantIn({ ...(await at) }).ranges.find(scope.tenantId);
      return claim ? [`${claim.cell} ${claim.cidr}`] : [];
    },
  });

  test('twenty tenants that ask at the same time get disjoint ranges inside the pool', async () => {
    const own = await deployment({ pool: '10.96.0.0/14' });
    const claims = await Promise.all(Array.from({ length: 20 }, () => cidr.ensure(tenantIn(own), {}, {})));
    const ranges = claims.map((claim) => rangeOf(claim.cidr));
    for (const [i, range] of ranges.entries()) {
      expect(contains(rangeOf('10.96.0.0/14'), range)).toBe(true);
      expect(ranges.slice(i + 1).filter((other) => overlaps(range, other))).toEqual([]);
    }
  });

  test('tenants that race for the last places of a cell never exceed its capacity', async () => {
    const own = await deployment({ capacity: 5 });
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => cidr.ensure(tenantIn(own), {}, {})));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const [refused] = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as Error] : []));
    expect(refused).toBeInstanceOf(StalledError);
    expect(refused?.message).toBe('cell a holds its 5 tenants');
  });

  test('an exhausted pool stalls and is named, and a range is given out again after its rest', async () => {
    const own = await deployment({ pool: '10.80.0.0/20' });
    const first = tenantIn(own);
    await cidr.ensure(first, {}, {});
    const second = tenantIn(own);
    await expect(cidr.ensure(second, {}, {})).rejects.toMatchObject({
      name: 'StalledError',
      code: 'PoolExhausted',
      message: 'pool 10.80.0.0/20 of cell a has no free /20',
    });
    await cidr.remove({ ...tenantIn(own), tenantId: first.tenantId }, {}, {});
    await expect(cidr.ensure(tenantIn(own), {}, {})).rejects.toThrow(StalledError); // it rests
    const third = tenantIn(own);
    const free = { ...third, settings: { ...third.settings, quarantineHours: 0 } };
    const hasty = await deployment({ pool: '10.80.0.0/20' });
    const gone = { ...tenantIn(hasty), settings: free.settings };
    await cidr.ensure(gone, {}, {});
    await cidr.remove(gone, {}, {});
    expect(await cidr.ensure(tenantIn(hasty), {}, {})).toMatchObject({ cidr: '10.80.0.0/20' });
  });

  test('a full cell sends tenants to the next one', async () => {
    const own = await deployment({ capacity: 1 });
    const second = { ...own.cell, name: 'b', pool: '10.112.0.0/16' };
    await cidr.ensure(tenantIn(own), {}, {});
    expect(await cidr.ensure({ ...tenantIn(own), cells: [own.cell, second] }, {}, {})).toMatchObject({ cell: 'b' });
  });

  test('a requested range or size is honoured', async () => {
    expect(await cidr.ensure(tenantIn(await at), { cidr: '10.70.16.0/22' }, {})).toEqual({ cell: 'a', cidr: '10.70.16.0/22' });
    expect((await cidr.ensure(tenantIn(await at), { cidrPrefix: 24 }, {})).cidr).toMatch(/\/24$/);
  });

  test('a requested range that is taken, outside the pools or of a refused size stalls and is named; a misaligned one fails', async () => {
    await cidr.ensure(tenantIn(await at), { cidr: '10.71.0.0/20' }, {});
    const ask = async (needs: { cidr?: string; cidrPrefix?: number }) => cidr.ensure(tenantIn(await at), needs, {});
    await expect(ask({ cidr: '10.71.8.0/21' })).rejects.toMatchObject({
      name: 'StalledError',
      message: 'the requested range 10.71.8.0/21 overlaps 10.71.0.0/20',
      advice: expect.stringMatching(/^Retry the stage when the range is free, or off-board the tenant .*docs\/runbook\.md#/),
    });
    await expect(ask({ cidr: '10.0.16.0/20' })).rejects.toMatchObject({
      name: 'StalledError',
      message: '10.0.16.0/20 lies in no pool (10.64.0.0/12)',
    });
    await expect(ask({ cidrPrefix: 16 })).rejects.toMatchObject({
      name: 'StalledError',
      message: 'a range of size /16 was requested; tenants get /18 to /24',
    });
    await expect(ask({ cidr: '10.72.1.0/20' })).rejects.toMatchObject({
      name: 'TerminalError',
      message: '10.72.1.0/20 is not aligned',
    });
  });

  test('a requested range that was taken is claimed by a retry once it is free', async () => {
    const own = await deployment();
    const first = { ...tenantIn(own), settings: { ...configOf('dev').network, quarantineHours: 0 } };
    await cidr.ensure(first, { cidr: '10.71.0.0/20' }, {});
    const second = tenantIn(own);
    await expect(cidr.ensure(second, { cidr: '10.71.0.0/20' }, {})).rejects.toThrow(StalledError);
    await cidr.remove(first, {}, {});
    expect(await cidr.ensure({ ...tenantIn(own), tenantId: second.tenantId }, { cidr: '10.71.0.0/20' }, {})).toMatchObject({
      cidr: '10.71.0.0/20',
    });
  });

  test.each([
    ['hub', 'which is peered', true],
    ['hub', 'which nobody is peered with yet', false],
    ['database', 'which nobody is peered with yet', false],
  ] as const)('a range that was added to the %s VPC later, %s, is avoided', async (side, _which, isPeered) => {
    const own = await deployment({ pool: '10.84.0.0/19' });
    const { ec2, vpcId } = own.rootCell[side];
    await ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: vpcId, CidrBlock: '10.84.0.0/20' }));
    if (isPeered) await peerByHand(own, '10.99.0.0/20');
    expect(await settled(() => cidr.ensure(tenantIn(own), {}, {}))).toMatchObject({ cidr: '10.84.16.0/20' });
  });

  test('ranges that the hub is peered with already are refused on request and avoided otherwise', async () => {
    const own = await deployment({ pool: '10.84.0.0/19' });
    await peerByHand(own, '10.84.0.0/20');
    await expect(cidr.ensure(tenantIn(own), { cidr: '10.84.0.0/20' }, {})).rejects.toThrow('overlaps 10.84.0.0/20');
    const tenant = tenantIn(own);
    expect(await settled(() => cidr.ensure(tenant, {}, {}))).toMatchObject({ cidr: '10.84.16.0/20' });
  });

  describe('after the table of ranges went back to an earlier moment', () => {
    const forget = async (own: TestDeployment) => tenantIn(own).ranges.change('a', () => [[]]);

    test('a tenant claims the range of its VPC again, peered or not, and nobody else gets it meanwhile once it is peered', async () => {
      const own = await deployment({ pool: '10.84.0.0/19' });
      const { scope, needs } = await tenantBefore(own, 'routes');
      const before = await scope.ranges.find(scope.tenantId);
      await forget(own);
      const other = await settled(() => cidr.ensure(tenantIn(own), {}, {}));
      const again = await cidr.ensure({ ...scope, ranges: tenantIn(own).ranges }, needs, {});
      expect(again).toEqual(before);
      expect(overlaps(rangeOf(other.cidr), rangeOf(again.cidr))).toBe(false);
    });

    test('a range that another was given before it had a peering stalls, with both named', async () => {
      const own = await deployment({ pool: '10.84.0.0/20' });
      const { scope, needs } = await tenantBefore(own, 'hubPeering');
      const before = await scope.ranges.find(scope.tenantId);
      await forget(own);
      expect(await cidr.ensure(tenantIn(own), {}, {})).toEqual(before);
      await expect(cidr.ensure({ ...scope, ranges: tenantIn(own).ranges }, needs, {})).rejects.toMatchObject({
        name: 'StalledError',
        code: 'RangeGivenTwice',
        message: expect.stringContaining('10.84.0.0/20, of which nobody had a claim, and which overlaps 10.84.0.0/20'),
      });
    });
  });
});
