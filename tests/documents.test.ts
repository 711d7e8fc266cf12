import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FORWARD } from '@tenantry/saga/stages';
import { files, isGenerated, read } from './repository.ts';

const documents = files.filter((file) => file.endsWith('.md'));
/** What stands in a document's prose as code. */
const codeIn = (document: string): readonly string[] =>
  [
    ...read(document)
      .replaceAll(/^ *```[\s\S]*?^ *```/gm, '')
      .matchAll(/`([^`\n]+)`/g),
  ].map(([, code = '']) => code);

describe('a document names what is there', () => {
  test.each(documents)('%s: files of the repository', (document) => {
    const paths = codeIn(document).filter(
      (code) => /^\w[\w.-]*(\/[\w.-]+)+\.(ts|tsx|md|json|yml|mjs|py)$/.test(code) && !code.includes('/X/'),
    );
    const places = ['', path.posix.dirname(document)];
    const missing = paths.filter((one) => !places.some((place) => files.includes(path.posix.join(place, one))));
    expect(missing).toEqual([]);
  });

  const words = new Set(
    files
      .filter((file) => !isGenerated(file) && /(\.(tsx?|mjs|ya?ml|py)|^biome\.json)$/.test(file))
      .flatMap((file) => read(file).match(/\w+/g) ?? []),
  );
  test.each(documents)('%s: names of code', (document) => {
    const names = codeIn(document).flatMap((code) => /^([a-z]+[A-Z]\w+)(\(.*\))?$/.exec(code)?.[1] ?? []);
    expect([...new Set(names)].filter((name) => !words.has(name))).toEqual([]);
  });
});

test('the architecture has a line for every folder that holds code', () => {
  const folders = [...new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''))];
  const code = folders.filter((folder) => !folder.startsWith('.') && folder !== 'docs');
  expect(code.filter((folder) => !read('docs/architecture.md').includes(`| \`${folder}/\` `))).toEqual([]);
});

/** What stands alone, as code, in the first column of a document's tables. */
const firstColumn = (document: string): readonly string[] =>
  [...read(document).matchAll(/^\| *((?:`\w+`(?:, )?)+) *\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );

describe('a README lists the steps of its stage in their order (docs/extending.md#a-resource)', () => {
  test.each(FORWARD)('$name', ({ name, steps }) => {
    expect(firstColumn(`services/${name}/README.md`)).toEqual(steps.map((step) => step.name));
  });
});

test('every folder of the first level has a README, which says how to run its tests', () => {
  const folders = [...new Set(files.filter((file) => /^[^.][^/]*\//.test(file)).map((file) => file.split('/')[0] ?? ''))];
  expect(folders.length).toBeGreaterThan(10);
  expect(folders.filter((folder) => !files.includes(`${folder}/README.md`))).toEqual([]);
  const untested = ['bench', 'laptop', 'tests'];
  expect(folders.filter((folder) => !untested.includes(folder) && !/npm (test|run test)/.test(read(`${folder}/README.md`)))).toEqual([]);
});

describe('the README of a service ends as those of its siblings', () => {
  const readmes = documents.filter((file) => /^services\/[^/]+\/README\.md$/.test(file));
  test.each(readmes)('%s', (readme) => {
    const headings = [...read(readme).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings.filter((heading) => heading === 'Run it by hand' || heading === 'Tests')).toEqual(['Run it by hand', 'Tests']);
    expect(headings.at(-1)).toBe('Tests');
  });
});
