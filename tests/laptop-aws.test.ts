import path from 'node:path';
import { expect, test } from '@jest/globals';
import { files, matches, read } from './repository.ts';

const PACKAGE = 'laptop/aws';
const own = files.filter((file) => file.startsWith(`${PACKAGE}/`) && !file.endsWith('requirements.txt'));

/** Names of the product: its own, those of its accounts and folders, and of whom it serves. */
const PRODUCT = /tenant|super-?admin|\bdevops\b|landing-zone(?!-accelerator-on-aws)|hospital|\bmercy\b/i;

test("the laptop's AWS names nothing of the product: what there is in it comes in as its World", () => {
  expect(own.length).toBeGreaterThan(300);
  expect(own.flatMap((file) => matches(file, PRODUCT))).toEqual([]);
  expect(own.filter((file) => PRODUCT.test(file))).toEqual([]);
});

test("no import leads out of the laptop's AWS, and every package that it imports is declared", () => {
  const { dependencies, devDependencies } = JSON.parse(read(`${PACKAGE}/package.json`)) as Record<string, Record<string, string>>;
  const strange = own
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...read(file).matchAll(/(?:\bfrom|\bimport) '([^']+)'/g)].flatMap(([, specifier = '']) => {
        if (specifier.startsWith('node:')) return [];
        if (specifier.startsWith('.')) {
          const target = path.normalize(path.join(path.dirname(file), specifier));
          return target.startsWith(`${PACKAGE}/`) ? [] : [`${file}: ${specifier}`];
        }
        const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
        return name in { ...dependencies, ...devDependencies } ? [] : [`${file}: ${specifier}`];
      }),
    );
  expect(strange).toEqual([]);
});

test("no file of the laptop's AWS imports itself by way of others", () => {
  const importsOf = (file: string): readonly string[] =>
    [...read(file).matchAll(/\bfrom '(\.[^']+\.ts)'/g)].map(([, specifier = '']) => path.posix.join(path.posix.dirname(file), specifier));
  const graph = new Map(own.filter((file) => file.endsWith('.ts')).map((file) => [file, importsOf(file)]));
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const follow = (file: string, way: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      circles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const next of graph.get(file) ?? []) follow(next, [...way, file]);
    state.set(file, 'done');
  };
  for (const file of graph.keys()) follow(file, []);
  expect(circles).toEqual([]);
});
