import { expect, test } from '@jest/globals';
import { type Envelope, MalformedEvent, parseEnvelope, tenantOf, unreadable } from './envelope.ts';

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
