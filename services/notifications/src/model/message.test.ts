import { describe, expect, test } from '@jest/globals';
import { ATTENTION_KINDS } from '@tenantry/events-schema/attention';
import { samples } from '@tenantry/events-schema/testing/samples';
import { NOTIFIED } from '@tenantry/shared/domain/notifications';
import type { Message } from '@tenantry/shared/saga/record';
import { type About, headlineOf, mailOf, slackBody, webhookBody } from './message.ts';
import { type Notice, noticeOf } from './notice.ts';
import { maskedEmail, type Subscription, wants } from './subscription.ts';

const about: About = {
  name: 'Mercy <General> & Sons',
  slug: 'mercy',
  consoleUrl: 'https://console.example',
  runbookUrl: 'https://run.example',
};
const noticeFor = (name: (typeof NOTIFIED)[number], more: object = {}): Notice => {
  const notice = noticeOf({ name, detail: { ...samples[name], ...more } } as unknown as Message);
  if (!notice) throw new Error(`nobody is told ${name}`);
  return notice;
};
const raised = noticeFor('TenantAttentionRaised', {
  kind: 'stalled',
  stage: 'network',
  step: 'natGateway',
  call: 'EC2 CreateNatGateway',
  code: 'NatGatewayLimitExceeded',
  message: 'limit of it@mercy.example',
  advice: 'Raise the quota (docs/runbook.md#a-quota-is-used-up).',
});

describe('what is told', () => {
  test.each(NOTIFIED)('of %s: what happened, to whom and when, and nothing of people', (name) => {
    const notice = noticeFor(name);
    const body = JSON.parse(webhookBody(notice, about)) as { type: string; timestamp: string; data: Record<string, unknown> };
    expect(body).toMatchObject({ type: name, timestamp: samples[name].at, data: { tenantId: samples[name].tenantId, slug: 'mercy' } });
    expect(JSON.stringify(notice)).not.toMatch(/[\w.]+@[\w.]+|requestedBy|password|secret|variables/i);
    expect(headlineOf(notice, about)).toContain('Mercy');
  });

  test('of attention: stage, call, code, advice and where the runbook says more; not what AWS said, which may name people', () => {
    const { data } = JSON.parse(webhookBody(raised, about));
    expect(data).toMatchObject({
      kind: 'stalled',
      stage: 'network',
      call: 'EC2 CreateNatGateway',
      code: 'NatGatewayLimitExceeded',
      advice: 'Raise the quota (https://run.example#a-quota-is-used-up).',
      console: `https://console.example/tenants/${raised.tenantId}`,
    });
    expect(webhookBody(raised, about)).not.toContain('it@mercy.example');
  });

  test('every kind of attention has words of its own', () => {
    const lines = ATTENTION_KINDS.map((kind) => headlineOf(noticeFor('TenantAttentionRaised', { kind, stage: undefined }), about));
    expect(new Set(lines).size).toBe(ATTENTION_KINDS.length);
    for (const [i, kind] of ATTENTION_KINDS.entries()) if (/[A-Z]/.test(kind)) expect(lines[i]).not.toContain(kind);
  });

  test('in Slack nobody writes links by the name of a tenant', () => {
    const { text, blocks } = JSON.parse(slackBody(raised, about));
    expect(text).toContain('Mercy &lt;General&gt; &amp; Sons needs attention: a stage stalled, stage network');
    expect(JSON.stringify(blocks)).toContain('What to do: Raise the quota');
  });

  test('by e-mail has a subject that SNS takes', () => {
    const { subject, text } = mailOf(raised, { ...about, name: `Klinik für ${'Ärzte '.repeat(40)}` });
    expect(subject).toMatch(/^[ -~]{1,100}$/);
    expect(text).toContain('Failed: EC2 CreateNatGateway, NatGatewayLimitExceeded');
  });

  test('of a tenant whose name is not known: its slug, else its id', () => {
    expect(headlineOf(raised, { ...about, name: undefined })).toContain('mercy needs attention');
    expect(headlineOf(raised, { consoleUrl: '' })).toContain(String(raised.tenantId));
  });
});

describe('a subscription wants', () => {
  const base: Subscription = {
    id: 's',
    channel: 'webhook',
    name: 'pager',
    target: 'pager.example',
    types: ['TenantAttentionRaised'],
    createdAt: '2026-11-29T00:00:00.000Z',
  };
  const now = Date.parse('2026-11-29T03:00:00Z');
  const silenced = { ...raised, silencedUntil: '2026-11-29T06:00:00.000Z' };

  test.each<readonly [string, Partial<Subscription>, Notice, boolean]>([
    ['its own events', {}, raised, true],
    ['no others', { types: ['TenantReady'] }, raised, false],
    ['its own tenant', { tenantId: String(raised.tenantId) }, raised, true],
    ['no other tenant', { tenantId: '01JD0000000000000000000000' }, raised, false],
    ['nothing once it has ended', { endedAt: base.createdAt }, raised, false],
    ['as a program, what is silenced', {}, silenced, true],
    ['as a person, nothing that is silenced', { channel: 'slack' }, silenced, false],
    ['what was silenced until before', { channel: 'email' }, { ...raised, silencedUntil: '2026-11-29T02:00:00.000Z' }, true],
  ])('%s', (_, more, notice, expected) => expect(wants({ ...base, ...more }, notice, now)).toBe(expected));

  test('shows of an e-mail address that it is one', () => expect(maskedEmail('oncall@example.com')).toBe('o…@example.com'));
});
