import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '@tenantry/api-client/client';
import { eventually } from '@tenantry/shared/testing/eventually';
import { type Harness, harness, newTenant } from './harness.ts';

/** What the API says of a tenant that does not continue, and of a caller that it does not know. */
let on: Harness;
let api: Client;
beforeAll(async () => {
  on = await harness();
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
});

describe('a tenant whose NAT gateway its role may not create', () => {
  test('names stage, step, call, code and what to do at once, and goes on when the cause is gone and the stage is retried', async () => {
    const { tenantId: id } = await api('POST /tenants', { body: newTenant(), idempotencyKey: randomUUID() });
    const fault = await on.running.addFault({
      match: { service: 'ec2', operation: 'CreateNatGateway', labels: { tenant: id } },
      effect: { kind: 'error', code: 'UnauthorizedOperation', message: 'not authorized', status: 403 },
      times: null,
    });
    const get = () => api('GET /tenants/{id}', { path: { id } });
    const network = await eventually('the failure is shown', async () => {
      const found = (await get()).stages.find(({ stage }) => stage === 'network');
      return found?.failure && found;
    });
    expect(network).toMatchObject({
      state: 'retrying',
      step: 'natGateway',
      failure: {
        step: 'natGateway',
        call: 'EC2 CreateNatGateway',
        code: 'UnauthorizedOperation',
        message: expect.stringContaining('not authorized'),
      },
    });
    expect(network.failure?.advice).toMatch(/^The role lacks this EC2 permission/);
    await on.running.removeFault(fault);
    await api('POST /tenants/{id}/retry', { path: { id }, body: { stage: 'network' } });
    await eventually('the tenant is ready', async () => (await get()).state === 'ready');
    const { steps } = await api('GET /tenants/{id}/timeline', { path: { id } });
    const retries = steps.filter(({ step }) => step === 'natGateway').flatMap((step) => step.retries);
    expect(retries[0]).toMatchObject({ code: 'UnauthorizedOperation', call: 'EC2 CreateNatGateway' });
  });
});

describe('the API', () => {
  const document = JSON.parse(readFileSync(new URL('../../services/admin/generated/openapi.json', import.meta.url), 'utf8')) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
  );

  test('is closed to everybody without a token of its own pool', async () => {
    const strange = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"cognito:groups":["admin"]}').toString('base64url')}.`;
    for (const [method, path] of routes) {
      for (const headers of [{}, { authorization: 'Bearer none' }, { authorization: `Bearer ${strange}` }]) {
        const { status } = await fetch(`${on.admin.apiUrl}${path.replace(/\{\w+\}/g, 'x')}`, { method, headers });
        expect([method, path, status]).toEqual([method, path, 401]);
      }
    }
  });
});
