import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '@tenantry/api-client/client';
import type { PlanOffer, Tenant } from '@tenantry/api-client/generated/api';
import { STAGES } from '@tenantry/saga/stages';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { httpFetch } from '../../laptop/demo/http.ts';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { askProductionAccess } from '../../services/pipeline/src/testing/mail-domain.ts';
import { descriptionsOf } from './descriptions.ts';
import { type Harness, harness } from './harness.ts';

/** A live tenant gets another plan and another name by the deployed API, and its first ones again; it is suspended, and resumed. */
let on: Harness;
let api: Client;
let tenant: Tenant;
let other: Tenant;
let before: Readonly<Record<string, unknown>>;
const path = () => ({ id: tenant.tenantId });
const CHANGED = STAGES.filter(({ hears }) => hears.includes('TenantChanged'));

beforeAll(async () => {
  on = await harness();
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
  const [first, second] = await Promise.all([on.onboard(), on.onboard()]);
  tenant = await api('GET /tenants/{id}', { path: { id: first.tenantId } });
  other = await api('GET /tenants/{id}', { path: { id: second.tenantId } });
  await mailOfItsOwn();
  before = await descriptionsOf(on, tenant);
});

/** SES lets the tenant's account send, and the hourly round finds that: only then has an invitation the tenant's name (ADR 47). */
const mailOfItsOwn = async (): Promise<void> => {
  const root = rootOf(tenant.accountId ?? '');
  await askProductionAccess({ tenant: (Client) => new Client(root as never) });
  const round = { source: 'aws.events', time: new Date().toISOString() };
  const FunctionName = `tenantry-${LAPTOP_DEPLOYMENT}-pipeline-mail`;
  const { FunctionError } = await new LambdaClient(rootOf(on.laptop.accounts.superAdmin)).send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(round) }),
  );
  expect(FunctionError).toBeUndefined();
  await eventually('mail to leave from its own domain', async () => {
    const { userPool } = await descriptionsOf(on, tenant);
    return JSON.stringify(userPool).includes('"EmailSendingAccount":"DEVELOPER"') || undefined;
  });
};

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

describe('a tenant that is suspended', () => {
  const report = async () => (await api('GET /tenants/{id}', { path: path() })).suspensionReport;
  const ask = (route: 'POST /tenants/{id}/suspension' | 'POST /tenants/{id}/suspension/end', reason: string) =>
    api(route, { path: path(), body: { confirm: tenant.slug, reason } });
  const suspended = async (): Promise<void> => {
    await ask('POST /tenants/{id}/suspension', 'unpaid bills');
    await eventually('every stage has said so', async () => (await report())?.state === 'suspended' || undefined);
  };
  const resumed = async (): Promise<void> => {
    await ask('POST /tenants/{id}/suspension/end', 'they have paid');
    await eventually('every stage has verified what it had', async () => ((await report()) === undefined ? true : undefined));
  };
  const open = (of: Tenant, at: string) => httpFetch(`http://${of.domain}:${on.laptop.port}${at}`);
  const releases = async (): Promise<number> => (await api('GET /tenants/{id}/releases', { path: path() })).releases.length;
  const patch = (variables: Readonly<Record<string, string | null>>) =>
    api('PATCH /tenants/{id}/variables', { path: path(), body: variables });

  test('answers with its own page and lets nobody sign in, while another is as ever', async () => {
    before = await descriptionsOf(on, tenant);
    const { signInUrl, userPoolClientId } = JSON.parse((await open(tenant, '/config.json')).text) as Readonly<Record<string, string>>;
    const query = new URLSearchParams({
      client_id: userPoolClientId ?? '',
      response_type: 'code',
      redirect_uri: `http://${tenant.domain}/signed-in`,
    });
    const asksWho = async () => {
      const { status, headers } = await fetch(`${signInUrl}/oauth2/authorize?${query}`, { redirect: 'manual' });
      return status < 400 && !headers.get('location')?.includes('error=');
    };
    expect(await asksWho()).toBe(true);
    await suspended();
    const [page, health, others] = await Promise.all([open(tenant, '/'), open(tenant, '/api/health'), open(other, '/api/health')]);
    expect([page.status, page.headers['retry-after'], page.text]).toEqual([503, '3600', expect.stringContaining(tenant.name)]);
    expect([health.status, health.headers['content-type'], others.status]).toEqual([503, 'application/json', 200]);
    expect(JSON.parse(health.text)).toMatchObject({ type: 'urn:tenantry:problem:suspended', status: 503 });
    const client = (await descriptionsOf(on, tenant)).userPool;
    expect(JSON.stringify(client)).toContain('"AllowedOAuthFlowsUserPoolClient":false');
    expect(await asksWho()).toBe(false);
    expect(await report()).toMatchObject({ reason: 'unpaid bills', stages: [{ stage: 'edge' }, { stage: 'pipeline' }] });
  });

  test('gets no release, and what has waited when it is resumed; everything else is as before', async () => {
    const was = await releases();
    await patch({ APP_WAITED: 'yes' });
    await eventually('the stage has heard of it, and rests', async () => (await report())?.state === 'suspended' || undefined);
    expect(await releases()).toBe(was);
    await resumed();
    expect(await releases()).toBe(was + 1);
    const found = await descriptionsOf(on, tenant);
    expect(JSON.stringify(found.builds)).toContain('APP_WAITED');
    expect({ ...found, builds: before.builds, pipeline: before.pipeline }).toEqual(before);
    expect([(await open(tenant, '/')).status, (await open(tenant, '/api/health')).status]).toEqual([200, 200]);
  });

  test('is shut and opened to the same end where workers are killed and answers are lost meanwhile', async () => {
    before = await descriptionsOf(on, tenant);
    const met = async (step: string, operation: string, kind: 'kill' | 'drop-after'): Promise<string> =>
      on.running.addFault({ match: { labels: { tenant: tenant.tenantId, step }, operation }, effect: { kind } });
    const shutting = [
      await met('edge.suspendedWebAcl', 'UpdateWebACL', 'drop-after'),
      await met('pipeline.suspendedUsers', 'UpdateUserPoolClient', 'kill'),
    ];
    await suspended();
    const opening = [
      await met('edge.webAcl', 'UpdateWebACL', 'kill'),
      await met('pipeline.userPoolClient', 'UpdateUserPoolClient', 'drop-after'),
    ];
    await resumed();
    expect(await on.running.struck()).toMatchObject(Object.fromEntries([...shutting, ...opening].map((id) => [id, 1])));
    expect(await descriptionsOf(on, tenant)).toEqual(before);
  });

  test('is isolated all the same, and is suspended again when that is over; it goes like any other, with nothing left', async () => {
    await suspended();
    const confirmed = (reason: string) => ({ path: path(), body: { confirm: tenant.slug, reason } });
    await api('POST /tenants/{id}/isolation', confirmed('strange sign-ins'));
    const isolation = async () => (await api('GET /tenants/{id}', { path: path() })).isolationReport;
    await eventually('it is isolated', async () => (await isolation())?.state === 'isolated' || undefined);
    expect((await open(tenant, '/')).text).not.toContain(tenant.name);
    await api('POST /tenants/{id}/isolation/end', confirmed('a false alarm'));
    await eventually('the isolation is over', async () => ((await isolation()) === undefined ? true : undefined));
    await eventually('it is suspended again', async () => (await report())?.state === 'suspended' || undefined);
    const page = await open(tenant, '/');
    expect([page.status, page.text]).toEqual([503, expect.stringContaining(tenant.name)]);
    await api('POST /tenants/{id}/offboard', { path: path(), body: { confirm: tenant.slug, reason: 'it left', export: false } });
    await on.reached(tenant.tenantId, ['offboarded']);
    expect((await api('GET /tenants/{id}', { path: path() })).offboarding?.leftovers).toBe(0);
  });
});
