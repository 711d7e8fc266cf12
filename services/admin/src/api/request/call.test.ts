import { describe, expect, test } from '@jest/globals';
import { definitionOf } from '../../contract/routes.ts';
import { Problem } from '../../problem/problem.ts';
import type { Caller } from './access.ts';
import { type ApiEvent, parse } from './call.ts';

const caller: Caller = { subject: 'ada', displayName: 'ada@example.com', groups: ['admin'] };
const parsed = (route: string, event: object) =>
  parse(definitionOf(route), { headers: {}, isBase64Encoded: false, ...event } as ApiEvent, caller);
const refused = (route: string, event: object): Problem => {
  try {
    parsed(route, event);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('accepted');
};
const retry = 'POST /tenants/{id}/retry';
const id = '01JD4N3F6W7T8V9XABCDEFGHJK';

describe('a request', () => {
  test('is what its contract makes of it, with defaults, and with a key that is the caller’s own', () => {
    expect(parsed('GET /tenants', { queryStringParameters: { limit: '5' } }).query).toEqual({ limit: 5 });
    const event = { pathParameters: { id: id.toLowerCase() }, body: '{"stage":"dns"}', headers: { 'idempotency-key': ' again ' } };
    expect(parsed(retry, event)).toMatchObject({ path: { id }, body: { stage: 'dns' }, key: 'ada/again' });
  });

  test.each([
    ['that names no tenant', retry, { pathParameters: { id: 'x' } }, 404, undefined],
    ['with an unknown parameter', 'GET /tenants', { queryStringParameters: { color: 'blue' } }, 400, 'query color'],
    ['with half a character', 'POST /plan', { body: '{"name":"\\ud800"}' }, 400, '/'],
    ['with half a character in a name', 'PATCH /tenants/{id}/variables', { pathParameters: { id }, body: '{"\\udc00":"x"}' }, 400, '/'],
    ['with an unknown field', 'POST /plan', { body: '{"colour":"blue"}' }, 400, '/colour'],
    ['without the key that it needs', 'POST /tenants', { body: '{}' }, 400, 'header Idempotency-Key'],
    [
      'with a key beyond ASCII',
      'POST /tenants',
      { body: '{}', headers: { 'idempotency-key': 'schlüssel' } },
      400,
      'header Idempotency-Key',
    ],
    [
      'with an empty key, though it needs none',
      retry,
      { pathParameters: { id }, body: '{"stage":"dns"}', headers: { 'idempotency-key': ' ' } },
      400,
      'header Idempotency-Key',
    ],
    ['that is too large', 'POST /plan', { body: JSON.stringify({ name: 'x'.repeat(20_000) }) }, 413, undefined],
  ])('%s is refused, and told where', (_what, route, event, status, field) => {
    const problem = refused(route, event);
    expect([problem.status, problem.fields[0]?.field]).toEqual([status, field]);
  });

  test('in base64 is the same request', () => {
    const body = Buffer.from('{"name":"Süd"}').toString('base64');
    expect(parsed('POST /plan', { body, isBase64Encoded: true }).body).toEqual({ name: 'Süd' });
  });
});
