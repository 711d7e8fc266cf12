import { expect, test } from '@jest/globals';
import { readAll } from './read-all.ts';

const PAGES: Readonly<Record<string, { items: number[]; cursor?: string }>> = {
  first: { items: [1, 2], cursor: 'b' },
  b: { items: [], cursor: 'c' },
  c: { items: [3] },
};
const page = async (cursor: string | undefined) => PAGES[cursor ?? 'first'] ?? { items: [] };

test('reads to the end, over a page on which nothing fits', async () => {
  expect(await readAll(page)).toEqual({ items: [1, 2, 3], isCut: false });
});

test('says when it has not read everything', async () => {
  expect(await readAll(page, 2)).toEqual({ items: [1, 2], isCut: true });
});

test('gives no half of a list when a page is not answered', async () => {
  const broken = async (cursor: string | undefined) => {
    if (cursor === 'c') throw new Error('no answer');
    return page(cursor);
  };
  await expect(readAll(broken)).rejects.toThrow('no answer');
});
