import { beforeAll, describe, expect, test } from '@jest/globals';
import { serviceName } from '@tenantry/shared/domain/names';
import { ulid } from 'ulid';
import { factOf } from '../model/fact.ts';
import { evolve, freshHistory } from '../model/history.ts';
import { stateOf } from '../model/view.ts';
import { claim } from '../table/claim.ts';
import { findTenant } from '../table/tenants.ts';
import { context, type Deployment, deploy } from '../testing/deployment.ts';
import { main } from './handler.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await deploy();
});

const at = (second: number): string => new Date(1_800_000_000_000 + second * 1000).toISOString();
const envelope = (source: string, name: string, tenantId: string, second: number, detail: object = {}, id = `${tenantId}/x/${name}/1`) => ({
  source: `tenantry.${source}`,
  'detail-type': name,
  detail: { tenantId, eventId: id, causedBy: '', at: at(second), ...detail },
});
const request = (slug: string) => ({
  slug,
  name: slug,
  domain: `${slug}.app.localhost`,
  adminEmail: 'it@mercy.example',
  plan: 'standard',
  variables: {},
});
const deliver = (...bodies: readonly unknown[]) =>
  main(
    { Records: bodies.map((body, i) => ({ messageId: `m${i}`, body: typeof body === 'string' ? body : JSON.stringify(body) })) } as never,
    context,
  );
/** The same, received so many times. */
const received = (times: number, ...bodies: readonly unknown[]) =>
  main(
    {
      Records: bodies.map((body, i) => ({
        messageId: `m${i}`,
        body: JSON.stringify(body),
        receiptHandle: 'r',
        eventSourceARN: `arn:aws:sqs:us-east-1:100000000002:${serviceName(process.env.STAGE ?? '', 'admin')}`,
        attributes: { ApproximateReceiveCount: String(times) },
      })),
    } as never,
    context,
  );
const requestTenant = (tenantId: string, slug: string) => {
  const { detail } = envelope('admin', 'TenantRequested', tenantId, 0, request(slug));
  return claim(request(slug), `key-${tenantId}`, 'digest', evolve(freshHistory(tenantId), factOf('TenantRequested', detail)));
};

describe('the projection of the bus', () => {
  test('keeps what it knows while an event of a newer release waits for newer code; what still nobody knows then is a line without details', async () => {
    const tenantId = ulid();
    const requested = envelope('admin', 'TenantRequested', tenantId, 0, request('newer'));
    const newer = envelope('network', 'NetworkMeasured', tenantId, 1, { contact: 'ada@example.com' });
    expect(await received(1, newer, requested)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect((await findTenant(tenantId))?.facts.map(({ name }) => name)).toEqual(['TenantRequested']);
    expect(await received(8, newer)).toEqual({ batchItemFailures: [] });
    const found = await findTenant(tenantId);
    expect(found?.facts.find(({ name }) => name === 'NetworkMeasured')).toMatchObject({ at: at(1), detail: {} });
    expect(found?.history.latest).not.toHaveProperty('NetworkMeasured');
    expect(await deployment.deadLetters(0)).toEqual([]);
  });

  test('keeps every event once, of a republication the earlier, in whatever order they come', async () => {
    const tenantId = ulid();
    const peered = {
      accountId: '200000000001',
      cell: 'a',
      cidr: '10.64.0.0/20',
      vpcId: 'vpc-1',
      natGatewayId: 'nat-1',
      staticIp: '203.0.113.1',
    };
    const subnets = { publicSubnetIds: [], privateSubnetIds: [], hubPeeringId: 'pcx-1', databasePeeringId: 'pcx-2' };
    const again = envelope('network', 'NetworkPeered', tenantId, 9, { ...peered, ...subnets });
    const first = envelope('network', 'NetworkPeered', tenantId, 5, { ...peered, ...subnets });
    const requested = envelope('admin', 'TenantRequested', tenantId, 0, request('order'));
    expect(await deliver(again)).toEqual({ batchItemFailures: [] });
    await Promise.all([deliver(first, again), deliver(requested, first)]);
    const found = await findTenant(tenantId);
    expect(found?.facts.map(({ name, at: time }) => [name, time]).sort()).toEqual([
      ['NetworkPeered', at(5)],
      ['TenantRequested', at(0)],
    ]);
    expect(found?.history.latest.NetworkPeered?.at).toBe(at(9));
  });

  test('gives a malformed event up with its reason, and keeps the others of its batch', async () => {
    const tenantId = ulid();
    const malformed = envelope('admin', 'TenantRequested', tenantId, 0, { slug: 7 });
    const foreign = { ...envelope('admin', 'TenantDeleted', tenantId, 0), source: 'another.product' };
    const good = envelope('admin', 'TenantRequested', tenantId, 0, request('good'));
    expect(await deliver(malformed, 'no JSON', foreign, good)).toEqual({ batchItemFailures: [] });
    expect(stateOf((await findTenant(tenantId))?.history ?? freshHistory(''))).toBe('requested');
    const letters = await deployment.deadLetters(3);
    expect(letters.map(({ attributes }) => attributes.code)).toEqual(Array(3).fill('MalformedEvent'));
    expect(letters.find(({ body }) => body.includes('"slug":7'))?.attributes.message).toMatch(/^TenantRequested: slug: /);
  });

  test('frees slug and domain of an off-boarded tenant, and never those of the next one', async () => {
    const [first, second, third] = [ulid(), ulid(), ulid()];
    await requestTenant(first, 'reborn');
    await expect(requestTenant(second, 'reborn')).rejects.toThrow(/is taken/);
    const over = envelope('offboard', 'TenantOffboarded', first, 50, { leftovers: 0, closing: { state: 'closed' } });
    await deliver(over);
    await requestTenant(second, 'reborn');
    await deliver(over);
    await expect(requestTenant(third, 'reborn')).rejects.toThrow(/is taken/);
  });
});
