import { expect, test } from '@jest/globals';
import { allOf } from './all-of.ts';

test('the results of all come in their order', async () => {
  expect(await allOf([Promise.resolve(1), Promise.resolve('two')])).toEqual([1, 'two']);
});

test('a failure is told when all have ended, alone as it is', async () => {
  const other = Promise.withResolvers<string>();
  let isTold = false;
  const all = allOf([Promise.reject(new TypeError('first')), other.promise]).catch((error: unknown) => {
    isTold = true;
    throw error;
  });
  await Promise.resolve();
  expect(isTold).toBe(false);
  other.resolve('ended');
  await expect(all).rejects.toThrow(new TypeError('first'));
});

test('several failures are all told', async () => {
  const all = allOf([Promise.reject(new Error('stack a: no')), Promise.resolve(), Promise.reject(new Error('stack b: no'))]);
  await expect(all).rejects.toThrow('2 failures\nstack a: no\nstack b: no');
});
