import { expect, test } from '@jest/globals';
import { recentlyUsed } from './recently-used.ts';

test('what is used stays, what was not used for longest goes first, and comes back anew', () => {
  const gone: string[] = [];
  let made = 0;
  const kept = recentlyUsed<string>(2, (value) => gone.push(value));
  const use = (key: string) => kept(key, () => `${key}${++made}`);
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(use)).toEqual(['a1', 'b2', 'a1', 'c3', 'a1', 'b4']);
  expect(gone).toEqual(['b2', 'c3']);
});
