import { expect, test } from '@jest/globals';
import { checkReplay, isCounted, newReplay, selectionOf } from './replay-draft.ts';

const ID = '01KAV7M0000000000000000001';
const NOW = Date.parse('2026-11-24T08:00:00.000Z');
const draft = newReplay(ID);
const meant = { tenantId: ID, requestedAt: '2026-11-01T07:30:15.250Z' };

test('a new replay is of all that was said of the tenant since it was requested, however long ago', () => {
  expect(checkReplay(draft, meant, NOW)).toEqual({});
  expect(selectionOf(draft, meant, NOW)).toEqual({ tenantId: ID, from: '2026-11-01T07:30:15.000Z', to: '2026-11-24T08:00:00.000Z' });
});

test('a replay that names no tenant is refused: it is not one of all tenants', () => {
  expect(checkReplay(newReplay(''), {}, NOW)).toEqual({ tenant: 'Choose a tenant.' });
  expect(checkReplay(draft, { problem: 'No tenant has the name "x".' }, NOW)).toEqual({ tenant: 'No tenant has the name "x".' });
  expect(checkReplay(draft, { ...meant, isGone: true }, NOW)).toHaveProperty('tenant');
});

test("all tenants' events are of the last day, of every type, and for somebody who has typed how many messages that is", () => {
  const all = { ...draft, scope: 'all' as const };
  expect(checkReplay(all, meant, NOW)).toEqual({});
  expect(selectionOf(all, meant, NOW)).toEqual({ from: '2026-11-23T08:00:00.000Z', to: '2026-11-24T08:00:00.000Z' });
  expect(checkReplay({ ...all, events: 'AccountReady' }, meant, NOW)).toHaveProperty('events');
  expect(isCounted(draft, 94)).toBe(true);
  for (const typed of ['', '93', 'yes', ' ']) expect(isCounted({ ...all, typed }, 94)).toBe(false);
  expect(isCounted({ ...all, typed: '0' }, undefined)).toBe(false);
  expect(isCounted({ ...all, typed: '' }, 0)).toBe(false);
  expect(isCounted({ ...all, typed: '1,094' }, 1_094)).toBe(true);
});

test('a window ends after it begins', () => {
  const at = { date: '2026-11-24', time: '07:00:00' };
  expect(checkReplay({ ...draft, from: at, to: at }, meant, NOW)).toHaveProperty('to');
  expect(checkReplay({ ...draft, from: { date: '2026-11', time: '' } }, meant, NOW)).toHaveProperty('from');
});

test('names of events and stages are what is typed', () => {
  expect(selectionOf({ ...draft, events: ' AccountReady, ,EdgeReady', stages: ['network'] }, meant, NOW)).toMatchObject({
    events: ['AccountReady', 'EdgeReady'],
    stages: ['network'],
  });
});
