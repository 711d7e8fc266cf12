import { expect, test } from '@jest/globals';
import { type Asked, lineOf } from './audit-line.ts';

const asked = (route: string, path: object, body: object): Asked =>
  ({
    route,
    parsed: { path, query: undefined, body, key: undefined },
    caller: { subject: 's', displayName: 'ada@example.com', groups: ['admin'] },
    event: { requestContext: { http: { sourceIp: '203.0.113.1' } } },
    context: { awsRequestId: 'r' },
  }) as unknown as Asked;
const line = (route: string, path: object, body: object) => lineOf(asked(route, path, body), 'id', '2026-11-24T08:00:00.000Z');

test('a line says who asked for what, about whom and why, before anything is done', () => {
  expect(line('POST /tenants/{id}/offboard', { id: 'T' }, { confirm: 'mercy', reason: 'contract ended', export: true })).toEqual({
    id: 'id',
    at: '2026-11-24T08:00:00.000Z',
    by: 'ada@example.com',
    subject: 's',
    action: 'POST /tenants/{id}/offboard',
    tenantId: 'T',
    reason: 'contract ended',
    request: { confirm: 'mercy', reason: 'contract ended', export: true },
    outcome: 'started',
    requestId: 'r',
    sourceIp: '203.0.113.1',
  });
});

test('of a new administrator no address is kept, only that there is one', () => {
  const asked = line('POST /tenants/{id}/administrator', { id: 'T' }, { email: 'bob@mercy.example', confirm: 'mercy', reason: 'Ada left' });
  expect(asked).toMatchObject({ request: { confirm: 'mercy', replaced: true }, reason: 'Ada left' });
  expect(JSON.stringify(asked)).not.toContain('bob@');
});

test('of variables and repaired events only the names are kept', () => {
  expect(line('PATCH /tenants/{id}/variables', { id: 'T' }, { TOKEN: 'x', OLD: null }).request).toEqual({ variables: ['TOKEN', 'OLD'] });
  expect(JSON.stringify(line('POST /tenants', {}, { name: 'M', variables: { TOKEN: 'hidden' } }))).not.toContain('hidden');
  const redrive = line(
    'POST /dead-letters/{queue}/{messageId}/redrive',
    { queue: 'dns', messageId: 'm' },
    { reason: 'why', detail: { a: 'hidden' } },
  );
  expect(redrive).toMatchObject({ target: 'dns/m', request: { repaired: ['a'] } });
});
