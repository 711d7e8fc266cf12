import { describe, expect, test } from '@jest/globals';
import { choose } from './collection.ts';
import type { ListColumn } from './column.ts';

interface Item {
  readonly name: string;
  readonly used?: number;
}
const columns: readonly ListColumn<Item>[] = [
  { id: 'name', header: 'Name', cell: ({ name }) => name, value: ({ name }) => name, minWidth: 100 },
  { id: 'used', header: 'Used', cell: ({ used }) => used, value: ({ used }) => used, minWidth: 100 },
  { id: 'picture', header: 'Picture', cell: () => null, minWidth: 100 },
];
const ITEMS: readonly Item[] = [{ name: 'Ward 10', used: 3 }, { name: 'ward 9' }, { name: 'Äskulap', used: 20 }];
const chosen = (more: Partial<Parameters<typeof choose>[2]>) =>
  choose(ITEMS, columns, { search: '', sort: '', page: 1, size: 20, ...more }).matching.map(({ name }) => name);

describe('a list that is all there', () => {
  test('is in the order in which it came until somebody sorts it', () => {
    expect(chosen({})).toEqual(['Ward 10', 'ward 9', 'Äskulap']);
    expect(chosen({ sort: 'picture' })).toEqual(['Ward 10', 'ward 9', 'Äskulap']);
  });
  test('sorts numbers in names as numbers, whatever the case, and what has no value last, both ways', () => {
    expect(chosen({ sort: 'name' })).toEqual(['Äskulap', 'ward 9', 'Ward 10']);
    expect(chosen({ sort: 'used' })).toEqual(['Ward 10', 'Äskulap', 'ward 9']);
    expect(chosen({ sort: '-used' })).toEqual(['Äskulap', 'Ward 10', 'ward 9']);
  });
  test('finds by parts of words in any column, in any case; all must be there', () => {
    expect(chosen({ search: 'WARD' })).toEqual(['Ward 10', 'ward 9']);
    expect(chosen({ search: 'ward 3' })).toEqual(['Ward 10']);
    expect(chosen({ search: 'ward äskulap' })).toEqual([]);
  });
  test('has pages, and a page that is not there is the nearest that is', () => {
    const page = (n: number) => choose(ITEMS, columns, { search: '', sort: '', page: n, size: 2 });
    expect(page(1)).toMatchObject({ page: 1, pages: 2, shown: ITEMS.slice(0, 2) });
    expect(page(2).shown).toEqual(ITEMS.slice(2));
    expect(page(9)).toMatchObject({ page: 2 });
    expect(choose([], columns, { search: '', sort: '', page: 3, size: 2 })).toMatchObject({ page: 1, pages: 1, shown: [] });
  });
});
