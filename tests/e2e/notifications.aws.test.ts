import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { busName } from '@tenantry/events-schema/bus';
import { samples } from '@tenantry/events-schema/testing/samples';
import { client } from '@tenantry/shared/aws/client';
import { testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { caller } from '../../services/admin/src/testing/deployment.ts';
import { type Receiver, receiver, verified } from '../../services/notifications/src/testing/receiver.ts';
import { items, logLines } from './kept.ts';

/** As it is deployed: API, bus, rule, queue and functions, each with its own role. */
const api = caller(async (event) => {
  const { Payload, FunctionError } = await client(LambdaClient).send(
    new InvokeCommand({ FunctionName: 'tenantry-dev-admin-api', Payload: JSON.stringify(event) }),
  );
  if (FunctionError) throw new Error(Buffer.from(Payload ?? []).toString());
  return JSON.parse(Buffer.from(Payload ?? []).toString());
});
let pager: Receiver;
beforeAll(async () => {
  process.env.STAGE = 'dev';
  pager = await receiver();
});
afterAll(() => pager.close());

test('what needs attention is told to who subscribed by the API, signed and once, and nobody finds the address', async () => {
  const tenantId = ulid();
  const body = { channel: 'webhook', name: 'Pager', types: ['TenantAttentionRaised'], tenantId, url: pager.url };
  expect(await api('POST /notifications', { body, groups: '[operator]' })).toMatchObject({ status: 403 });
  expect(await api('POST /notifications', { body: { ...body, url: 'https://10.0.0.1/' }, groups: '[admin]' })).toMatchObject({
    status: 400,
    body: { errors: [{ field: '/url' }] },
  });
  const { body: saved } = await api('POST /notifications', { body, groups: '[admin]' });
  const { subscription, secret } = saved as { subscription: { id: string }; secret: string };
  const path = { notification: subscription.id };
  pager.answers(500, 200);
  const detail = { ...samples.TenantAttentionRaised, tenantId, eventId: `${tenantId}/admin/TenantAttentionRaised/1` };
  const Entries = ['', ''].map(() => ({
    EventBusName: busName('dev'),
    Source: 'tenantry.admin',
    DetailType: 'TenantAttentionRaised',
    Detail: JSON.stringify(detail),
  }));
  await client(EventBridgeClient).send(new PutEventsCommand({ Entries }));
  const deliveries = await eventually('the notification is delivered', async () => {
    const { body: page } = await api('GET /notifications/{notification}/deliveries', { path, groups: '[viewer]' });
    const { deliveries: found } = page as { deliveries: readonly { id: string; state: string }[] };
    return found[0]?.state === 'delivered' && found;
  });
  expect(deliveries).toMatchObject([{ type: 'TenantAttentionRaised', tenantId, attempts: 2 }]);
  expect(verified(secret, pager.received.at(-1))).toMatchObject({ data: { tenantId, kind: 'stalled' } });
  const delivery = deliveries[0]?.id ?? '';
  const resend = 'POST /notifications/{notification}/deliveries/{delivery}/resend';
  expect(await api(resend, { path: { ...path, delivery }, groups: '[operator]' })).toMatchObject({ status: 200 });
  await eventually('it is sent again', () => pager.received.length === 3);
  expect(pager.received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(`msg_${delivery}`));
  expect(await api('DELETE /notifications/{notification}', { path, groups: '[admin]' })).toMatchObject({ status: 200 });
  for (const source of [items(testAccounts.superAdmin), logLines(testAccounts.superAdmin)])
    for await (const { where, text } of source) {
      const found = ['hooks/of-a-pager', secret].find((hidden) => text.includes(hidden));
      if (found) expect([where, found]).toEqual([]);
    }
});
