import { describe, expect, test } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { type Envelope, isUnknownForGood, MalformedEvent, parseEnvelope, tenantOf, UnknownEvent, unreadable } from './envelope.ts';

test.each([null, 'text', {}, { 'detail-type': 'NeverHeardOf' }, { 'detail-type': 'AccountReady', detail: {} }])(
  'what is no event of ours is malformed, whatever it is: %j',
  (body) => {
    expect(() => parseEnvelope(body as never)).toThrow(MalformedEvent);
  },
);

test.each([
  ['a tenant id', { detail: { tenantId: '01M867C2TX8RY9A91X6PTGCX71' } }, '01M867C2TX8RY9A91X6PTGCX71'],
  ['what would break a header', { detail: { tenantId: '01M867C2TX8RY9A91X6PTGCX71\r\nx: y' } }, undefined],
  ['another type', { detail: { tenantId: 7 } }, undefined],
  ['no detail', {}, undefined],
  ['no event', null, undefined],
])('calls of AWS name the tenant of a message only where it is one: %s', (_title, envelope, tenantId) => {
  expect(tenantOf(envelope as Envelope | null)).toBe(tenantId);
});

test('a dead letter says so only of what can never be read', () => {
  expect(unreadable(new MalformedEvent('AccountReady: slug: missing'))).toMatchObject({
    code: 'MalformedEvent',
    message: 'AccountReady: slug: missing',
  });
  expect(unreadable(new SyntaxError('no JSON'))).toMatchObject({ code: 'MalformedEvent' });
  expect(unreadable(new Error('throttled'))).toBeUndefined();
});

describe('an event of a newer release', () => {
  const tenantId = '01M867C2TX8RY9A91X6PTGCX71';
  const newer = {
    source: 'tenantry.network',
    'detail-type': 'NetworkMeasured',
    detail: { tenantId, eventId: `${tenantId}/network/NetworkMeasured/1`, causedBy: '', at: '2026-11-28T12:00:00.000Z', speed: 7 },
  } as unknown as Envelope;

  test('is unknown and not malformed, with what every event says and nothing else', () => {
    const { speed: _, ...detail } = newer.detail as { speed: number };
    const thrown = (() => {
      try {
        return parseEnvelope(newer);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(UnknownEvent);
    expect(thrown).toMatchObject({ event: 'NetworkMeasured', detail });
    expect(unreadable(thrown)).toBeUndefined();
  });

  test.each([
    ['from somebody else', { source: 'aws.s3' }],
    ['without an envelope', { detail: { tenantId } }],
    ['of another tenant than its id says', { detail: { ...(newer.detail as object), eventId: 'x/1' } }],
  ])('is malformed %s', (_title, more) => {
    expect(() => parseEnvelope({ ...newer, ...more } as Envelope)).toThrow(MalformedEvent);
  });

  test('waits longer than services are deployed, and not for ever', () => {
    const received = (times: number) => ({ attributes: { ApproximateReceiveCount: String(times) } }) as SQSRecord;
    expect([1, 7, 8].map((times) => isUnknownForGood(received(times)))).toEqual([false, false, true]);
  });
});
