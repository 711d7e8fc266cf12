import { DescribeNatGatewaysCommand, type DescribeNatGatewaysCommandOutput } from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { Wait } from '@tenantry/shared/failure/errors';
import { seenAs } from '@tenantry/shared/testing/seen-as';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { isAlive, type NatGatewayPlace, natGatewaysOf } from '../nat-gateways.ts';
import type { Scope } from '../scope.ts';
import { deployment, ec2Of, tenantBefore, withEc2 } from '../testing/tenant-network.ts';
import { internetGateway } from './internet-gateway.ts';
import { natAvailable } from './nat-available.ts';
import { natGateway } from './nat-gateway.ts';

const FAILED_BY_AWS = { kind: 'ends-failed', reason: 'InternalError' };
const faults = async (init: RequestInit, query = ''): Promise<{ id?: string }> =>
  (await fetch(`${process.env.AWS_ENDPOINT_URL}/_laptop/faults${query}`, init)).json() as Promise<{ id?: string }>;

describe('NAT gateway available', () => {
  const at = deployment();
  stepContract({
    step: natAvailable,
    keepsAfterRemove: true,
    tenant: async () => tenantBefore(await at, 'natAvailable'),
    list: async (scope) => (await natGatewaysOf(scope)).filter(({ State }) => State === 'available').map((one) => one.NatGatewayId ?? ''),
  });

  test('a pending gateway is waited for, and nothing is created meanwhile', async () => {
    const { scope, needs } = await tenantBefore(await at, 'natGateway');
    const created = await natGateway.ensure(scope, needs, {});
    const asked = (answer: DescribeNatGatewaysCommandOutput) => ({
      ...answer,
      NatGateways: answer.NatGateways?.map((one) => ({ ...one, State: 'pending' as const })),
    });
    const early = withEc2(scope, seenAs(ec2Of(scope), DescribeNatGatewaysCommand, asked));
    await expect(natAvailable.ensure(early, { ...(needs as NatGatewayPlace), ...created }, {})).rejects.toThrow(Wait);
    await settled(() => natAvailable.ensure(scope, { ...(needs as NatGatewayPlace), ...created }, {}));
    expect(await natGatewaysOf(scope)).toHaveLength(1);
  });

  test('a gateway that failed stalls the stage with the reason of AWS, and a retry creates another one', async () => {
    const { scope, needs } = await tenantBefore(await at, 'natGateway');
    await internetGateway.remove(scope, {}, {});
    const failing = await natGateway.ensure(scope, needs, {});
    await expect(settled(() => natAvailable.ensure(scope, { ...(needs as NatGatewayPlace), ...failing }, {}))).rejects.toMatchObject({
      name: 'StalledError',
      code: 'Gateway.NotAttached',
    });
    await internetGateway.ensure(scope, needs, {});
    const working = await natGateway.ensure(scope, needs, failing);
    expect(working.natGatewayId).not.toBe(failing.natGatewayId);
    expect(await settled(() => natAvailable.ensure(scope, { ...(needs as NatGatewayPlace), ...working }, {}))).toEqual(working);
  });

  /** A tenant of whom AWS fails the next NAT gateways by itself. @param times how many; `null` for all while `work` runs */
  const whileAwsFails = async <T>(times: number | null, work: (scope: Scope, needs: NatGatewayPlace) => Promise<T>): Promise<T> => {
    const { scope, accountId: account, needs } = await tenantBefore(await at, 'natGateway');
    const match = { service: 'ec2', operation: 'CreateNatGateway', account };
    const { id } = await faults({ method: 'POST', body: JSON.stringify({ match, effect: FAILED_BY_AWS, times }) });
    try {
      return await work(scope, needs);
    } finally {
      await faults({ method: 'DELETE' }, `?id=${id}`);
    }
  };

  test('a gateway that AWS failed by itself is replaced, more than once, and the one that works is answered', async () => {
    await whileAwsFails(2, async (scope, needs) => {
      const first = await natGateway.ensure(scope, needs, {});
      const working = await settled(() => natAvailable.ensure(scope, { ...needs, ...first }, {}));
      const known = await natGatewaysOf(scope);
      expect(known.map(({ State }) => State).sort()).toEqual(['available', 'failed', 'failed']);
      expect(known.find(isAlive)?.NatGatewayId).toBe(working.natGatewayId);
      expect(await natAvailable.ensure(scope, { ...needs, ...first }, {})).toEqual(working);
      await settled(() => natGateway.remove(scope, {}, first));
      expect((await natGatewaysOf(scope)).filter(isAlive)).toEqual([]);
    });
  });

  test('a person is asked when AWS fails the third as well, and a retry creates another one', async () => {
    const stalled = await whileAwsFails(null, async (scope, needs) => {
      const first = await natGateway.ensure(scope, needs, {});
      await expect(settled(() => natAvailable.ensure(scope, { ...needs, ...first }, {}))).rejects.toMatchObject({
        name: 'StalledError',
        code: 'InternalError',
        message: expect.stringContaining('Please try again'),
      });
      expect(await natGatewaysOf(scope)).toHaveLength(3);
      return { scope, needs, first };
    });
    const { scope, needs, first } = stalled;
    const retried = await natGateway.ensure(scope, needs, first);
    expect(await settled(() => natAvailable.ensure(scope, { ...needs, ...retried }, {}))).toEqual(retried);
    expect(await natGatewaysOf(scope)).toHaveLength(4);
  });
});
