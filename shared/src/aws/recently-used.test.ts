import { expect, test } from '@jest/globals';
import { recentlyUsed } from './recently-used.ts';

test('what is used stays, what was not used for longest goes first, and comes back anew', () => {
  const gone: string[] = [];
  let made = 0;
  const kept = recentlyUsed<string>(2, (value) => gone.push(value));
  const use = (key: string) => kept.get(key, () => `${key}${++made}`);
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(use)).toEqual(['a1', 'b2', 'a1', 'c3', 'a1', 'b4']);
  expect(gone).toEqual(['b2', 'c3']);
});

test('what is forgotten is made anew, and nothing is done to what somebody may still hold', () => {
  const gone: string[] = [];
  let made = 0;
  const kept = recentlyUsed<string>(9, (value) => gone.push(value));
  const use = (key: string) => kept.get(key, () => `${key}${++made}`);
  ['a', 'b'].map(use);
  kept.forget((key) => key === 'a');
  expect(['a', 'b'].map(use)).toEqual(['a3', 'b2']);
  expect(gone).toEqual([]);
});
