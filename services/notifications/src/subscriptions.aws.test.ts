import { ListSubscriptionsByTopicCommand, ListTopicsCommand, SNSClient, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { client } from '@tenantry/shared/aws/client';
import { type Desk, desk } from './testing/desk.ts';
import { verified } from './testing/receiver.ts';

let own: Desk;
beforeAll(async () => {
  own = await desk();
});
afterAll(() => own.pager.close());

const topicsOf = async (id: string): Promise<readonly string[]> => {
  const { Topics = [] } = await client(SNSClient).send(new ListTopicsCommand({}));
  return Topics.flatMap(({ TopicArn = '' }) => (TopicArn.endsWith(id) ? [TopicArn] : []));
};

describe('a subscription', () => {
  test('keeps address and secrets encrypted, and shows neither', async () => {
    const { id, secret, drop } = await own.subscribe();
    const { Parameter } = await own.parameter(id);
    expect([Parameter?.Type, Parameter?.Value?.includes(secret)]).toEqual(['SecureString', true]);
    for (const open of [await own.kept(), JSON.stringify(await own.listed(id))]) {
      expect(open).not.toContain('of-a-pager');
      expect(open).not.toContain(secret);
    }
    await drop();
    await expect(own.parameter(id)).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  test('gets another secret, and signs with the one before for a day', async () => {
    const { id, secret, drop } = await own.subscribe();
    own.pager.answers(200);
    const { secret: next = '' } = await own.answer('saved', { ask: 'change', id, rotateSecret: true });
    await own.answer('delivery', { ask: 'test', id });
    for (const one of [secret, next]) expect(() => verified(one, own.pager.received.at(-1))).not.toThrow();
    await drop();
  });

  test.each([
    ['https://10.0.0.1/hook', '/url'],
    ['http://example.com/hook', '/url'],
    ['https://169.254.169.254/latest', '/url'],
  ])('to %s is refused', async (url, field) => {
    expect(await own.ask({ ask: 'add', channel: 'webhook', name: 'x', types: ['TenantReady'], url })).toMatchObject({
      outcome: 'refused',
      field,
    });
    expect(await own.ask({ ask: 'add', channel: 'slack', name: 'x', types: ['TenantReady'], url })).toMatchObject({
      outcome: 'refused',
      field,
    });
  });

  test('by e-mail is told nothing while its owner has not confirmed it, or does not want it any more', async () => {
    const { id, drop } = await own.subscribe({ channel: 'email', email: 'oncall@example.com' });
    // The laptop's SNS takes an address as confirmed at once.
    expect(await own.listed(id)).toMatchObject({ target: 'o…@example.com', state: 'active' });
    expect(await own.answer('delivery', { ask: 'test', id })).toMatchObject({ delivery: { state: 'delivered' } });
    expect(await own.kept()).not.toContain('oncall@');
    const [topic] = await topicsOf(id);
    const { Subscriptions = [] } = await client(SNSClient).send(new ListSubscriptionsByTopicCommand({ TopicArn: topic }));
    await client(SNSClient).send(new UnsubscribeCommand({ SubscriptionArn: Subscriptions[0]?.SubscriptionArn }));
    expect(await own.listed(id)).toMatchObject({ state: 'unconfirmed' });
    expect(await own.answer('delivery', { ask: 'test', id })).toMatchObject({
      delivery: { state: 'failed', last: { problem: 'nobody has confirmed the address' } },
    });
    await drop();
    expect(await topicsOf(id)).toEqual([]);
  });

  test('in Slack is told in words of Slack', async () => {
    const { id, drop } = await own.subscribe({ channel: 'slack' });
    own.pager.answers(200);
    await own.answer('delivery', { ask: 'test', id });
    expect(JSON.parse(own.pager.received.at(-1)?.body ?? '{}')).toMatchObject({
      text: expect.stringContaining('A test'),
      blocks: [{}, {}],
    });
    await drop();
  });
});
