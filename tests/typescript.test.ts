import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/** `// @ts-expect-error <what must not compile> | <a word of the compiler's message>` */
const EXPECTATION = /\/\/ @ts-expect-error (.+) \| (\S+)$/;

const root = fileURLToPath(new URL('..', import.meta.url));
const lines = readFileSync(path.join(root, 'shared/src/saga/stage.types.ts'), 'utf8').split('\n');
const expectations = lines.flatMap((text, i): [what: string, line: number, word: string][] => {
  const [, what, word] = EXPECTATION.exec(text) ?? [];
  return what && word ? [[what, i + 2, word]] : [];
});

let folder: string;
/** Runs the repository's compiler with its options over one file below `.local`, where package names resolve. Message by line. */
const compile = async (name: string, content: string): Promise<ReadonlyMap<number, string>> => {
  writeFileSync(path.join(folder, `${name}.ts`), content);
  const configuration = path.join(folder, `${name}.json`);
  writeFileSync(configuration, JSON.stringify({ extends: path.join(root, 'tsconfig.json'), include: [`${name}.ts`], exclude: [] }));
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [tsc, '-p', configuration, '--pretty', 'false'], { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
  const starts = [...output.matchAll(/^(\S+)\((\d+),\d+\): error /gm)];
  return new Map(starts.map(({ 1: file, 2: line, index }, i) => [Number(line), `${file} ${output.slice(index, starts[i + 1]?.index)}`]));
};

let withExpectations: ReadonlyMap<number, string>;
let without: ReadonlyMap<number, string>;
beforeAll(async () => {
  mkdirSync(path.join(root, '.local'), { recursive: true });
  folder = mkdtempSync(path.join(root, '.local', 'types-'));
  const content = lines.join('\n').replaceAll("from './", "from '../../shared/src/saga/");
  withExpectations = await compile('with', content);
  without = await compile('without', content.replaceAll('@ts-expect-error', 'not expected:'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('what must compile does', () => {
  expect([...withExpectations.values()]).toEqual([]);
});

describe('does not compile, and the message names what is wrong', () => {
  test.each(expectations)('%s', (_what, line, word) => {
    expect(without.get(line) ?? 'compiles').toContain(word);
  });
});

test('the compiler complains about nothing else in that file', () => {
  expect([...without.keys()]).toEqual(expectations.map(([, line]) => line));
});

test('strictness that the code relies on is on for the whole repository', () => {
  const { compilerOptions } = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8')) as { compilerOptions: object };
  expect(compilerOptions).toMatchObject({
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
  });
});
