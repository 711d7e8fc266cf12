import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { before, deployment, MERCY, mutable, summary, timeline } from '../testing/samples.ts';

const { terminal } = commandFixture();
const ready = {
  slug: 'mercy',
  name: 'Mercy Hospital',
  domain: 'mercy.app.example.com',
  adminEmail: 'it@mercy.example',
  plan: 'standard',
  variables: {},
  accountId: '100000000006',
  roles: Object.fromEntries(
    ['network', 'edge', 'pipeline', 'deploy'].map((role) => [role, `arn:aws:iam::100000000006:role/tenantry-prod-${role}`]),
  ),
};
const told = (generation: number, more: object = {}) => ({
  event: 'AccountReady',
  source: 'tenantry.account',
  eventId: `${MERCY}/account/AccountReady/${generation}`,
  causedBy: `${MERCY}/admin/TenantRequested/1`,
  at: before(100 - generation),
  detail: ready,
  ...more,
});
const answers = (...events: readonly ReturnType<typeof told>[]) => ({
  'GET /tenants': () => ({ tenants: [summary()] }),
  'GET /deployment': () => deployment,
  'GET /tenants/{id}/timeline': () => mutable({ ...timeline, events: mutable(events) }),
});

describe('event', () => {
  test('prints the last of that name as EventBridge delivers it: its detail and its source with it', async () => {
    const { code, out } = await terminal(answers(told(1), told(2))).tenantry('event', 'mercy', 'AccountReady');
    expect(code).toBe(0);
    const envelope = JSON.parse(out) as { readonly id: string };
    expect(envelope).toMatchObject({
      version: '0',
      'detail-type': 'AccountReady',
      account: deployment.accounts.superAdmin,
      region: 'eu-west-1',
      source: 'tenantry.account',
      time: before(98).replace('.000', ''),
      resources: [],
      detail: {
        ...ready,
        tenantId: MERCY,
        eventId: `${MERCY}/account/AccountReady/2`,
        causedBy: `${MERCY}/admin/TenantRequested/1`,
        at: before(98),
      },
    });
    expect(envelope.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('prints the one that is named, and of an API of before with the source that its id says', async () => {
    const { out } = await terminal(answers(told(1, { source: undefined }), told(2))).tenantry(
      ...['event', 'mercy', 'AccountReady', '--id', `${MERCY}/account/AccountReady/1`],
    );
    expect(JSON.parse(out)).toMatchObject({ source: 'tenantry.account', detail: { eventId: `${MERCY}/account/AccountReady/1` } });
  });

  test('prints it as the message of a queue', async () => {
    const { out } = await terminal(answers(told(1))).tenantry('event', 'mercy', 'AccountReady', '--sqs');
    const { Records } = JSON.parse(out) as { readonly Records: readonly { readonly body: string }[] };
    expect(JSON.parse(Records[0]?.body ?? '')).toMatchObject({ 'detail-type': 'AccountReady' });
  });

  test('that the tenant has not had is not found, with those that it has had', async () => {
    const { code, err } = await terminal(answers(told(1))).tenantry('event', 'mercy', 'TenantRequested');
    expect([code, err]).toEqual([4, expect.stringContaining('mercy has had no TenantRequested\n  fix: it has had AccountReady')]);
  });
});
