import { expect, test } from '@jest/globals';
import { ApiProblem } from '@tenantry/api-client/client';
import { listState, readingOf } from './list-state.ts';

const error = new Error('no answer');
const refusal = new ApiProblem(403, { detail: 'This needs the group viewer.' });

test.each([
  ['nothing was answered yet', { items: undefined, error: null }, 'loading'],
  ['the API answered with items', { items: [1], error: null }, 'items'],
  ['the API answered that there are none', { items: [], error: null }, 'empty'],
  ['the API did not answer', { items: undefined, error }, 'failed'],
  ['the API answered that there are none, and does not answer now', { items: [], error }, 'failed'],
  ['the API answered with items, and does not answer now', { items: [1], error }, 'stale'],
  ['the API refuses', { items: undefined, error: refusal }, 'refused'],
  ['the API refuses what it gave before', { items: [1], error: refusal }, 'refused'],
  ['nothing fitted the question before, and the next is on its way', { items: [], error: null, isPlaceholder: true }, 'loading'],
] as const)('%s', (_, reading, state) => {
  expect(listState<number>(reading)).toBe(state);
});

test('a query that has answered is read with its items and its time, and can be asked again', () => {
  let asked = 0;
  const refetch = async (): Promise<void> => {
    asked++;
  };
  const reading = readingOf({ data: { ones: [1] }, error: null, isPlaceholderData: false, dataUpdatedAt: 5, refetch }, ({ ones }) => ones);
  expect(reading).toMatchObject({ items: [1], readAt: 5 });
  reading.retry?.();
  expect(asked).toBe(1);
});
