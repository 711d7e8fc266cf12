import { describe, expect, test } from '@jest/globals';
import { cut, table } from './table.ts';

const GREEN = '\u001b[32mready\u001b[39m';

describe('a table', () => {
  test('has its columns side by side, whatever the colours and scripts of the cells', () => {
    expect(
      table(
        ['name', 'state'],
        [
          ['東京病院', GREEN],
          ['Köln', 'stalled'],
        ],
      ),
    ).toBe(`name      state\n東京病院  ${GREEN}\nKöln      stalled\n`);
  });

  test('is cut at the width of the screen', () => {
    expect(table([], [['東京病院', 'ready']], 6)).toBe('東京…\n');
    expect(table([], [['東京病院', 'ready']])).toBe('東京病院  ready\n');
  });
});

test('a line that is cut keeps its colours, and one that fits is as it was', () => {
  expect(cut(`${GREEN} since yesterday`, 8)).toBe('\u001b[32mready\u001b[39m s…');
  expect(cut(GREEN, 5)).toBe(GREEN);
});
