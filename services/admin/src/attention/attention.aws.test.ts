import { beforeAll, describe, expect, test } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { deadLetterQueueName } from '@tenantry/shared/domain/names';
import { send } from '@tenantry/shared/function/queue';
import { type Deployment, deploy } from '../testing/deployment.ts';
import { api, hear, tenant } from '../testing/tenants.ts';

/** What follows from a tenant's attention outside its table: dead letters that are resolved, and what the alarm topic is told. */
let deployment: Deployment;
beforeAll(async () => {
  deployment = await deploy();
});

const failure = { ...samples.StageStalled, stage: 'network', step: 'natGateway' };
/** A stage stalls: its event, what follows from it on the bus, and its letter. */
const stall = async (id: string, generation: number) => {
  await send(deadLetterQueueName(process.env.STAGE ?? '', 'network'), JSON.stringify({ detail: { tenantId: id } }), 0, {
    kind: 'stalled',
    ...{ step: failure.step, call: failure.call, code: failure.code, message: 'no', advice: 'raise it' },
  } as never);
  await hear(id, 'stages', 'StageStalled', {
    ...failure,
    tenantId: id,
    eventId: `${id}/stalled/${generation}`,
    at: new Date().toISOString(),
  });
  await echo(id);
};
/** What was published is heard, as the bus brings it. */
const echo = async (id: string) => {
  for (const { name, detail } of await deployment.published(1)) await hear(id, 'admin', name, detail);
};
const letters = async () =>
  ((await api('GET /dead-letters', { query: { queue: 'network' } })).body as { letters: { tenantId?: string; kind: string }[] }).letters;

describe("a stage's letters of a tenant", () => {
  test('are resolved by a retry, those of others stay, and what is sent later is news', async () => {
    const [one, other] = [await tenant(deployment), await tenant(deployment)];
    await stall(one.id, 1);
    await stall(other.id, 1);
    expect((await letters()).map(({ tenantId }) => tenantId)).toEqual([one.id, other.id]);
    await api('POST /tenants/{id}/retry', { id: one.id, body: { stage: 'network' } });
    await echo(one.id);
    expect((await letters()).map(({ tenantId }) => tenantId)).toEqual([other.id]);
    await stall(one.id, 2);
    expect((await letters()).map(({ tenantId }) => tenantId)).toEqual([other.id, one.id]);
  });

  test('are resolved when its tenant goes, or the stage comes past it, whoever led it there; a malformed one stays', async () => {
    const { id } = await tenant(deployment);
    await stall(id, 1);
    await send(deadLetterQueueName(process.env.STAGE ?? '', 'network'), JSON.stringify({ detail: { tenantId: id } }), 0, {
      code: 'MalformedEvent',
      message: 'slug: no',
    } as never);
    const own = async () => (await letters()).filter(({ tenantId }) => tenantId === id).map(({ kind }) => kind);
    expect(await own()).toEqual(['stalled', 'malformed']);
    await hear(id, 'offboard', 'TenantOffboarding', {
      ...samples.TenantOffboarding,
      eventId: `${id}/offboard/TenantOffboarding/1`,
      tenantId: id,
      at: new Date(Date.now() + 60_000).toISOString(),
    });
    await echo(id);
    expect(await own()).toEqual(['malformed']);
  });
});

test('the alarm topic hears once that a tenant needs attention, and once that it is over', async () => {
  await deployment.alarmed(0);
  const { id, slug } = await tenant(deployment);
  await stall(id, 1);
  expect(await deployment.alarmed(1)).toEqual([expect.objectContaining({ Subject: `ATTENTION: ${slug}: stalled at network` })]);
  await hear(id, 'offboard', 'TenantOffboarding', {
    ...samples.TenantOffboarding,
    eventId: `${id}/offboard/TenantOffboarding/1`,
    tenantId: id,
    at: new Date(Date.now() + 60_000).toISOString(),
  });
  await echo(id);
  expect(await deployment.alarmed(1)).toEqual([expect.objectContaining({ Subject: `OK: ${slug}: stalled at network` })]);
});
