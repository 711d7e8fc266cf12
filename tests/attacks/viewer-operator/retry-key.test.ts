import { expect } from '@jest/globals';
import { callerOf } from '../../../services/admin/src/api/request/access.ts';
import { type ApiEvent, parse } from '../../../services/admin/src/api/request/call.ts';
import { digestOf } from '../../../services/admin/src/api/request/idempotency.ts';
import { definitionOf } from '../../../services/admin/src/contract/routes.ts';
import { attack } from '../attack.ts';

attack('retry-key-of-another', 'an operator takes the Idempotency-Key of the retry that another one will send', () => {
  const event = {
    headers: { 'idempotency-key': 'k'.repeat(128) },
    pathParameters: { id: '01JD4N3F6W7T8V9XABCDEFGHJK' },
    body: '{"stage":"dns"}',
  } as unknown as ApiEvent;
  const keyOf = (sub: string) => digestOf(parse(definitionOf('POST /tenants/{id}/retry'), event, callerOf({ sub })).key ?? '');
  expect(keyOf('ada')).not.toBe(keyOf('eve'));
  expect(keyOf('ada')).toBe(keyOf('ada'));
  // With tenant, service and name, within the 200 characters of an event's id.
  expect(keyOf('ada').length).toBeLessThan(100);
});
