import { expect, test } from '@jest/globals';
import { checkReplay, newReplay, selectionOf } from './replay-draft.ts';

const ID = '01KAV7M0000000000000000001';
const NOW = Date.parse('2026-11-24T08:00:00.000Z');
const draft = newReplay(ID, NOW);

test('a new replay is of the last day, and in order', () => {
  expect(checkReplay(draft)).toEqual({});
  expect(selectionOf(draft)).toEqual({ tenantId: ID, from: '2026-11-23T08:00:00.000Z', to: '2026-11-24T08:00:00.000Z' });
});

test('a window ends after it begins', () => {
  expect(checkReplay({ ...draft, to: draft.from })).toHaveProperty('to');
  expect(checkReplay({ ...draft, from: { date: '2026-11', time: '' } })).toHaveProperty('from');
});

test('names of events need a tenant, and a tenant is an id', () => {
  expect(checkReplay({ ...draft, tenantId: '', events: 'AccountReady' })).toHaveProperty('events');
  expect(checkReplay({ ...draft, tenantId: 'mercy' })).toHaveProperty('tenantId');
  expect(selectionOf({ ...draft, events: ' AccountReady, ,EdgeReady', stages: ['network'] })).toMatchObject({
    events: ['AccountReady', 'EdgeReady'],
    stages: ['network'],
  });
});
