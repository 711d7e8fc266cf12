import { expect, test } from '@jest/globals';
import { runBatch } from './batch.ts';

const items = ['a', 'b', 'c'].map((id) => ({ id, name: id }));

test('makes one request after the other, leaves out what cannot be done, and goes on after one that fails', async () => {
  const asked: string[] = [];
  const progress: number[] = [];
  const { done, failed } = await runBatch(
    [...items, { id: 'd', name: 'd', refusal: 'It is off-boarded.' }],
    async (id) => {
      asked.push(id);
      if (id === 'b') throw new Error('somebody else looks');
    },
    (result) => progress.push(result.done.length + result.failed.size),
  );
  expect(asked).toEqual(['a', 'b', 'c']);
  expect(done).toEqual(['a', 'c']);
  expect([...failed]).toEqual([['b', 'somebody else looks']]);
  expect(progress).toEqual([1, 2, 3]);
});
