import { expect, test } from '@jest/globals';
import { rowsOf, variablesOf, variablesPatch, wrongRows } from './variables.ts';

test('rows are sorted by name, and become variables again', () => {
  const variables = { APP_THEME: 'blue', LOG_LEVEL: 'DEBUG' };
  expect(rowsOf(variables).map(({ name }) => name)).toEqual(['APP_THEME', 'LOG_LEVEL']);
  expect(variablesOf(rowsOf(variables))).toEqual(variables);
});

test('a row is wrong when its name is, when it is there twice, or when its value is too long', () => {
  const rows = [
    { name: 'theme', value: '' },
    { name: 'APP_A', value: '1' },
    { name: 'APP_A', value: '2' },
    { name: 'APP_B', value: 'x'.repeat(513) },
    { name: '', value: 'without a name' },
    { name: '', value: '' },
  ];
  expect([...wrongRows(rows)].map(([index, problem]) => [index, Object.keys(problem)])).toEqual([
    [0, ['name']],
    [2, ['name']],
    [3, ['value']],
    [4, ['name']],
  ]);
});

test('a character that nobody sees is named, unless the tenant has had it from before', () => {
  const rows = [{ name: 'APP_THEME', value: 'blue\u200b' }];
  expect(wrongRows(rows).get(0)?.value).toMatch(/^Character 5 is U\+200B/);
  expect(wrongRows(rows, { APP_THEME: 'blue\u200b' }).size).toBe(0);
});

test('a patch says what is new, what changed and what is gone, and nothing else', () => {
  expect(variablesPatch({ A: '1', B: '2', C: '3' }, { A: '1', B: 'two', D: '4' })).toEqual({ B: 'two', C: null, D: '4' });
});
