import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '@tenantry/api-client/client';
import type { PlanOffer, Tenant } from '@tenantry/api-client/generated/api';
import { STAGES } from '@tenantry/saga/stages';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { descriptionsOf } from './descriptions.ts';
import { type Harness, harness } from './harness.ts';

/** A live tenant gets another plan and another name by the deployed API, and its first ones again. */
let on: Harness;
let api: Client;
let tenant: Tenant;
let before: Readonly<Record<string, unknown>>;
const path = () => ({ id: tenant.tenantId });
const CHANGED = STAGES.filter(({ hears }) => hears.includes('TenantChanged'));

beforeAll(async () => {
  on = await harness();
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
  const { tenantId } = await on.onboard();
  tenant = await api('GET /tenants/{id}', { path: { id: tenantId } });
  before = await descriptionsOf(on, tenant);
});

/** Changes the tenant and waits until no stage has anything left to do for it. */
const change = async (body: { readonly plan?: string; readonly name?: string }): Promise<void> => {
  const { stages: known } = await api('GET /tenants/{id}', { path: path() });
  await api('PATCH /tenants/{id}', { path: path(), body });
  await eventually('every stage has followed', async () => {
    const { stages } = await api('GET /tenants/{id}', { path: path() });
    const isThrough = ({ name }: (typeof CHANGED)[number]): boolean => {
      const [was, is] = [known, stages].map((all) => all.find(({ stage }) => stage === name));
      return (is?.generation ?? 0) > (was?.generation ?? 0) && is?.finishedAt !== undefined;
    };
    return CHANGED.every(isThrough) && stages.every(({ finishedAt }) => finishedAt) ? true : undefined;
  });
};
const planNamed = async (name: string): Promise<PlanOffer | undefined> =>
  (await api('GET /deployment')).plans.find((offer) => offer.name === name);

describe('a plan', () => {
  test('of which there is none is refused with the choices, and changes nothing', async () => {
    await expect(api('PATCH /tenants/{id}', { path: path(), body: { plan: 'gold' } })).rejects.toMatchObject({
      errors: [{ field: '/plan', fix: expect.stringContaining('standard') }],
    });
    expect(await descriptionsOf(on, tenant)).toEqual(before);
  });

  test('that a live tenant gets, with another name, is what its budget, its web ACL, its function and its people have then', async () => {
    const large = await planNamed('large');
    await change({ plan: 'large', name: 'St. Anna & Partners' });
    const found = await descriptionsOf(on, tenant);
    expect(found.budget).toMatchObject({ Budget: { BudgetLimit: { Amount: expect.stringMatching(`^${large?.budgetUsd}(\\.0)?$`) } } });
    expect(JSON.stringify(found.webAcl)).toContain(`"Limit":${large?.requests.address}`);
    const lambda = new LambdaClient(rootOf(tenant.accountId ?? ''));
    const query = new GetFunctionConfigurationCommand({ FunctionName: tenantResourceName(tenant.tenantId, 'api') });
    expect((await lambda.send(query)).MemorySize).toBe(large?.memoryMb);
    expect(JSON.stringify(found.userPool)).toContain('Your account at St. Anna & Partners');
    const { tenants } = await api('GET /tenants', { query: { search: tenant.slug } });
    expect(tenants).toMatchObject([{ state: 'ready', plan: 'large', name: 'St. Anna & Partners' }]);
  });

  test('and its first ones again leave every resource as it was described before', async () => {
    await change({ plan: tenant.plan, name: tenant.name });
    expect(await descriptionsOf(on, tenant)).toEqual(before);
  });
});
