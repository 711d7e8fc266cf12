import { beforeAll, describe, expect, test } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { ulid } from 'ulid';
import { main as project } from '../../projection/handler.ts';
import { context, type Deployment, deploy } from '../../testing/deployment.ts';
import { accountReady, api, hear, tenant, tenantReady } from '../../testing/tenants.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await deploy();
});
const stalled = (stage = 'edge') =>
  [
    `stages.${stage}`,
    'StageStalled',
    {
      stage,
      step: 'certificate',
      generation: 1,
      call: 'ACM RequestCertificate',
      code: 'LimitExceeded',
      message: 'no',
      advice: 'Raise it.',
    },
  ] as const;
const { tenantId: _, eventId: __, causedBy: ___, at: ____, ...networkPeered } = samples.NetworkPeered;
const passed = [
  'stages.edge',
  'StageProgressed',
  { stage: 'edge', step: 'certificate', state: 'done', direction: 'ensure', generation: 2 },
] as const;
/** A live tenant, one stage of which has stalled, and what the bus has heard of that. */
const liveAndStalled = async () => {
  const one = await tenant(deployment, accountReady('live'), tenantReady, stalled());
  return { ...one, raised: await deployment.published(1) };
};
/** Has the projection hear what the bus has taken. */
const hearAll = async (expected: number): Promise<readonly string[]> => {
  const published = await deployment.published(expected);
  for (const { name, detail } of published) await hear(String(detail.tenantId), 'admin', name, detail);
  return published.map(({ name }) => name);
};
const listed = async (query: Readonly<Record<string, string>>): Promise<readonly unknown[]> =>
  ((await api('GET /tenants', { query: { limit: '100', ...query } })).body.tenants as { tenantId: string }[]).map(
    ({ tenantId }) => tenantId,
  );
const attentionOf = async (id: string): Promise<readonly unknown[]> => (await api('GET /tenants/{id}', { id })).body.attention as unknown[];

describe('a live tenant whose stage has stalled', () => {
  test('is ready and needs attention: in its page, in lists by either, and in what is counted', async () => {
    const { id, raised } = await liveAndStalled();
    const well = await tenant(deployment, accountReady('well'), tenantReady);
    const { body } = await api('GET /tenants/{id}', { id });
    expect(body).toMatchObject({
      state: 'ready',
      attention: [{ kind: 'stalled', stage: 'edge', step: 'certificate', action: 'retry', failure: { code: 'LimitExceeded' } }],
    });
    for (const query of [{ attention: 'any' }, { attention: 'quiet,stalled' }, { attention: 'stalled', state: 'ready' }]) {
      expect(await listed(query)).toContain(id);
      expect(await listed(query)).not.toContain(well.id);
    }
    expect(await listed({ attention: 'none' })).toEqual(expect.arrayContaining([well.id]));
    for (const query of [{ attention: 'none' }, { attention: 'quiet' }, { attention: 'any', state: 'onboarding' }])
      expect(await listed(query)).not.toContain(id);
    expect((await api('GET /attention')).body).toMatchObject({
      needAttention: 1,
      unhandled: 1,
      kinds: expect.arrayContaining([{ kind: 'stalled', tenants: 1 }]),
      states: expect.arrayContaining([{ state: 'ready', tenants: 2 }]),
    });
    expect(raised).toMatchObject([
      { name: 'TenantAttentionRaised', detail: { tenantId: id, kind: 'stalled', stage: 'edge', call: 'ACM RequestCertificate' } },
    ]);
    await hear(id, ...passed);
    await deployment.published(1);
  });

  test('is said to the bus once, and once that it is over', async () => {
    const { id } = await liveAndStalled();
    await hear(id, ...stalled('edge'));
    await hear(id, 'admin', 'StageRetryRequested', { stage: 'edge', requestedBy: 'user-1' });
    await hear(id, ...passed);
    // Of the second time that it stalled, and of the end.
    const said = (await deployment.published(2)).map(({ name }) => name);
    expect(said).toEqual(['TenantAttentionRaised', 'TenantAttentionCleared']);
    expect(await attentionOf(id)).toBeUndefined();
  });
});

test('a replay passes through what was long ago without a word on the bus; what is left of it is seen all the same', async () => {
  const { id } = await tenant(deployment, accountReady('replayed'), tenantReady);
  const [source, name, detail] = stalled();
  const said = {
    tenantId: id,
    eventId: `${id}/${source}/${name}/1`,
    causedBy: '',
    at: new Date().toISOString(),
    ...detail,
  };
  await project({ source: `tenantry.${source}`, 'detail-type': name, 'replay-name': 'replay-1', detail: said } as never, context);
  expect(await attentionOf(id)).toMatchObject([{ kind: 'stalled', stage: 'edge' }]);
  await hear(id, ...passed);
  await hear(id, ...stalled('network'));
  // Of the network alone: the edge was never spoken of.
  expect((await deployment.published(1)).map(({ detail }) => detail.stage)).toEqual(['network']);
  await hear(id, 'network', 'NetworkPeered', networkPeered);
  await deployment.published(1);
});

describe('what a person does about it', () => {
  const reason = 'AWS Support has the case';
  test('is seen by everybody, with who and why, still counts, and ends with it', async () => {
    const { id } = await liveAndStalled();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const handle = (body: object) => api('POST /tenants/{id}/attention', { id, body: { reason, ...body } });
    expect((await handle({ handling: 'acknowledged' })).status).toBe(202);
    expect((await handle({ handling: 'assigned', kind: 'stalled', to: 'ada' })).status).toBe(202);
    expect((await handle({ handling: 'silenced', stage: 'edge', until })).status).toBe(202);
    expect(await hearAll(3)).toEqual(['AttentionHandled', 'AttentionHandled', 'AttentionHandled']);
    expect(await attentionOf(id)).toMatchObject([
      { acknowledged: { by: 'user-1', byName: 'a@b.example', reason }, assigned: { to: 'ada' }, silenced: { until } },
    ]);
    expect((await api('GET /attention')).body).toMatchObject({ needAttention: 1, unhandled: 0 });
    const { lines } = (await api('GET /audit', { query: { tenantId: id, limit: '3' } })).body as { lines: object[] };
    const silencedOf = async () => ((await attentionOf(id)) as readonly { readonly silenced?: object }[])[0]?.silenced;
    for (const line of lines)
      expect(line).toMatchObject({ action: 'POST /tenants/{id}/attention', target: 'stalled edge', reason, outcome: 'done' });
    expect((await handle({ handling: 'unsilenced' })).status).toBe(202);
    await hearAll(1);
    expect(await silencedOf()).toBeUndefined();
    expect(await handle({ handling: 'unsilenced' })).toMatchObject({ status: 409, body: { type: 'urn:tenantry:problem:not-silenced' } });
    await hear(id, ...passed);
    await deployment.published(1);
    expect(await attentionOf(id)).toBeUndefined();
  });

  test.each([
    ['without an end', { handling: 'silenced' }, 'missing'],
    ['that is over', { handling: 'silenced', until: '2026-01-01T00:00:00.000Z' }, 'not within the next 30 days'],
    ['for a year', { handling: 'silenced', until: new Date(Date.now() + 365 * 86_400_000).toISOString() }, 'not within the next 30 days'],
  ])('is no silence %s', async (_what, body, problem) => {
    const { id } = await tenant(deployment);
    const { status, body: refused } = await api('POST /tenants/{id}/attention', { id, body: { reason, ...body } });
    expect([status, refused.errors]).toMatchObject([400, [{ field: '/until', problem }]]);
  });

  test('is refused where nothing needs attention, and to who only looks', async () => {
    const { id } = await tenant(deployment);
    const body = { reason, handling: 'acknowledged' };
    expect(await api('POST /tenants/{id}/attention', { id, body })).toMatchObject({
      status: 409,
      body: { type: 'urn:tenantry:problem:no-attention' },
    });
    expect((await api('POST /tenants/{id}/attention', { id, body, groups: '[viewer]' })).status).toBe(403);
  });
});

test('a tenant that was rolled back says so, is found by that, and is over when it is acknowledged', async () => {
  const failure = {
    stage: 'network',
    step: 'natGateway',
    generation: 1,
    call: 'EC2 CreateNatGateway',
    code: 'InvalidParameterValue',
    message: 'no',
    advice: 'a',
  };
  const { id } = await tenant(deployment, ['stages.network', 'StageFailed', failure]);
  expect((await api('GET /tenants/{id}', { id })).body).toMatchObject({
    state: 'failed',
    outcome: 'failed',
    attention: [{ kind: 'rolledBack', action: 'look' }],
  });
  await hear(id, 'offboard', 'TenantOffboarding', { reason: 'r', export: false, rolledBack: true });
  await hear(id, 'offboard', 'TenantOffboarded', { leftovers: 0, closing: { state: 'none' } });
  expect((await api('GET /tenants/{id}', { id })).body).toMatchObject({
    state: 'offboarded',
    outcome: 'rolledBack',
    attention: [{ kind: 'rolledBack', action: 'onboardAgain', failure: { call: 'EC2 CreateNatGateway', code: 'InvalidParameterValue' } }],
  });
  expect(await listed({ outcome: 'rolledBack' })).toEqual([id]);
  await api('POST /tenants/{id}/attention', { id, body: { handling: 'acknowledged', reason: 'a typo in the range' } });
  // Raised, RecordsErased, acknowledged.
  await hearAll(3);
  expect(await attentionOf(id)).toBeUndefined();
  expect(await listed({ outcome: 'rolledBack' })).toEqual([id]);
  // The tenant is gone: its lines keep who asked by the subject alone.
  const { lines } = (await api('GET /audit', { query: { tenantId: id } })).body as { lines: object[] };
  expect(lines[0]).toMatchObject({ action: 'POST /tenants/{id}/attention', outcome: 'done', subject: 'user-1', by: 'user-1' });
});

test('a tenant that nobody requested is in no list, counted nowhere, and says so', async () => {
  const before = (await api('GET /attention')).body;
  const id = ulid();
  await hear(id, ...stalled());
  expect(await listed({})).not.toContain(id);
  expect((await api('GET /attention')).body).toMatchObject({ tenants: before.tenants, needAttention: before.needAttention });
  expect((await api('GET /tenants/{id}', { id })).body).toMatchObject({ outcome: 'unknown', actions: [] });
});
