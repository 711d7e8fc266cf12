import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Change, ChangeResourceRecordSetsCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '@tenantry/api-client/client';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { type Harness, harness } from './harness.ts';

/** A live tenant's domain stops answering and answers again: the deployed watch sees both, and nobody else has to do anything. */
let on: Harness;
let api: Client;
let tenant: Tenant;
beforeAll(async () => {
  on = await harness();
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
  const { tenantId } = await on.onboard();
  tenant = await api('GET /tenants/{id}', { path: { id: tenantId } });
});

/** A round, as the schedule makes it in five minutes. */
const round = async (): Promise<void> => {
  const lambda = new LambdaClient(rootOf(on.laptop.accounts.superAdmin));
  const FunctionName = `tenantry-${LAPTOP_DEPLOYMENT}-admin-watch`;
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"all":true}') }));
  expect([FunctionError, JSON.parse(Buffer.from(Payload ?? []).toString())]).toEqual([undefined, expect.objectContaining({ left: 0 })]);
};
const now = (): Promise<Tenant> => api('GET /tenants/{id}', { path: { id: tenant.tenantId } });
const attentionIs = (expected: readonly string[]): Promise<Tenant> =>
  eventually(`it needs attention for ${expected.join() || 'nothing'}`, async () => {
    const is = await now();
    return (is.attention ?? []).map(({ kind }) => kind).join() === expected.join() ? is : undefined;
  });
const zone = () => new Route53Client(rootOf(on.laptop.accounts.production));
const changed = async (Changes: Change[]): Promise<void> => {
  await zone().send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId: String(tenant.configuration.hostedZoneId), ChangeBatch: { Changes } }),
  );
};

describe('a domain that stops answering', () => {
  test('is well, then failing, unwell after the second look, and well again by itself', async () => {
    await round();
    expect((await now()).health).toMatchObject({ state: 'well', status: 200 });

    const list = new ListResourceRecordSetsCommand({ HostedZoneId: String(tenant.configuration.hostedZoneId) });
    const { ResourceRecordSets = [] } = await zone().send(list);
    const sets = ResourceRecordSets.filter(({ Name, Type }) => Name === `${tenant.domain}.` && (Type === 'A' || Type === 'AAAA'));
    expect(sets).toHaveLength(2);
    await changed(sets.map((ResourceRecordSet) => ({ Action: 'DELETE', ResourceRecordSet })));
    await round();
    const once = await now();
    expect([once.health?.state, once.attention]).toEqual(['failing', undefined]);
    await round();
    const { attention = [], health, state } = await attentionIs(['unwell']);
    expect([state, health?.state]).toEqual(['ready', 'unwell']);
    expect(attention[0]).toMatchObject({
      since: once.health?.at,
      failure: { call: expect.stringMatching(`^GET http.*${tenant.domain}`) },
      link: expect.stringContaining('#a-tenant-is-unwell'),
    });
    const { tenants } = await api('GET /tenants', { query: { attention: 'unwell' } });
    expect(tenants.map(({ tenantId }) => tenantId)).toContain(tenant.tenantId);

    await changed(sets.map((ResourceRecordSet) => ({ Action: 'CREATE', ResourceRecordSet })));
    await round();
    expect((await attentionIs([])).health).toMatchObject({ state: 'well' });
    const { events } = await api('GET /tenants/{id}/timeline', { path: { id: tenant.tenantId } });
    const said = events.map(({ event }) => event).filter((event) => /^Tenant(Health|Attention)/.test(event));
    expect(said.sort()).toEqual(['TenantAttentionCleared', 'TenantAttentionRaised', 'TenantHealthChanged', 'TenantHealthChanged']);
  });
});
