import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sortedPage } from './sorted-page.ts';

interface Item {
  readonly id: string;
  readonly name: string;
}
const page = (items: readonly Item[], { cursor, isDescending = false, limit = 2 }: Partial<Parameters<typeof sortedPage<Item>>[1]> = {}) =>
  sortedPage(items, { sort: 'name', isDescending, textOf: ({ name }) => name, idOf: ({ id }) => id, limit, cursor });
const named = (...names: readonly string[]): readonly Item[] => names.map((name, i) => ({ id: String(i), name }));

test('sorts numbers in names as numbers, whatever the case, and says how many there are', () => {
  const { items, total } = page(named('Ward 10', 'ward 9', 'Äskulap'), { limit: 3 });
  expect(items.map(({ name }) => name)).toEqual(['Äskulap', 'ward 9', 'Ward 10']);
  expect(total).toBe(3);
});

test('its pages are every item once, in order, both ways, also where many have the same value', () => {
  const names = fc.array(fc.constantFrom('a', 'A', 'b', 'ward 10', 'ward 9', ''), { maxLength: 30 });
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 7 }), fc.boolean(), (given, limit, isDescending) => {
      const items = named(...given);
      const seen: Item[] = [];
      for (let cursor: string | undefined; ; ) {
        const next = page(items, { cursor, isDescending, limit });
        seen.push(...next.items);
        if (next.cursor === undefined) break;
        cursor = next.cursor;
      }
      expect(seen).toEqual(page(items, { isDescending, limit: 100 }).items);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(given.length);
    }),
  );
});

test('what comes and goes between two pages shows no item twice and leaves none out', () => {
  const items = named('b', 'd', 'f', 'h');
  const first = page(items);
  const later = [...items.filter(({ name }) => name !== 'd'), { id: 'new', name: 'a' }];
  expect(page(later, { cursor: first.cursor }).items.map(({ name }) => name)).toEqual(['f', 'h']);
});

test('a cursor of another order is refused', () => {
  const { cursor } = page(named('a', 'b', 'c'));
  expect(() =>
    sortedPage(named('a'), { sort: '-name', isDescending: true, textOf: ({ name }) => name, idOf: ({ id }) => id, limit: 2, cursor }),
  ).toThrow(expect.objectContaining({ status: 400 }));
});
