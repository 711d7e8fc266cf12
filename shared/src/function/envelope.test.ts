import { expect, test } from '@jest/globals';
import { MalformedEvent, parseEnvelope, unreadable } from './envelope.ts';

test.each([null, 'text', {}, { 'detail-type': 'NeverHeardOf' }, { 'detail-type': 'AccountReady', detail: {} }])(
  'what is no event of ours is malformed, whatever it is: %j',
  (body) => {
    expect(() => parseEnvelope(body as never)).toThrow(MalformedEvent);
  },
);

test('a dead letter says so only of what can never be read', () => {
  expect(unreadable(new MalformedEvent('AccountReady: slug: missing'))).toMatchObject({
    code: 'MalformedEvent',
    message: 'AccountReady: slug: missing',
  });
  expect(unreadable(new SyntaxError('no JSON'))).toMatchObject({ code: 'MalformedEvent' });
  expect(unreadable(new Error('throttled'))).toBeUndefined();
});
