import { expect, test } from '@jest/globals';
import { choicesIn, chosenAttention, chosenStates, stateQuery } from './tenant-filters.ts';

test('several states are asked for together; what became of a tenant is asked for alone', () => {
  expect(stateQuery([])).toEqual({});
  expect(stateQuery(['ready', 'stalled'])).toEqual({ state: 'ready,stalled' });
  expect(stateQuery(['rolledBack'])).toEqual({ outcome: 'rolledBack' });
  expect(chosenStates(['ready'], ['ready', 'rolledBack'])).toEqual(['rolledBack']);
  expect(chosenStates(['rolledBack'], ['rolledBack', 'ready'])).toEqual(['ready']);
  expect(chosenStates(['ready', 'stalled'], ['stalled'])).toEqual(['stalled']);
});

test('kinds of attention are asked for together; any and none alone', () => {
  expect(chosenAttention(['stalled'], ['stalled', 'quiet'])).toEqual(['stalled', 'quiet']);
  expect(chosenAttention(['stalled', 'quiet'], ['stalled', 'quiet', 'none'])).toEqual(['none']);
  expect(chosenAttention(['any'], ['any', 'quiet'])).toEqual(['quiet']);
});

test('what an address has that is no choice is known', () => {
  expect(choicesIn('ready,asleep', ['ready'])).toEqual({ known: ['ready'], unknown: ['asleep'] });
  expect(choicesIn('', ['ready'])).toEqual({ known: [], unknown: [] });
});
