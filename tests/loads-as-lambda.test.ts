import { expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { loadProblem } from './loads-as-lambda.ts';

const BUNDLE = strToU8("import { createRequire } from 'node:module';\nexport const main = async () => createRequire;\n");
const MODULE = strToU8('{ "type": "module" }');

test('a bundle with a package.json beside it loads', async () => {
  expect(await loadProblem(zipSync({ 'src/handler.js': BUNDLE, 'src/package.json': MODULE }), 'src/handler.main')).toBeUndefined();
});

test('a bundle without a package.json is refused: Lambda takes .js for CommonJS', async () => {
  const problem = await loadProblem(zipSync({ 'src/handler.js': BUNDLE }), 'src/handler.main');
  expect(problem).toContain('SyntaxError: Cannot use import statement outside a module');
});

test('a handler that the bundle does not export is named', async () => {
  const zip = zipSync({ 'src/handler.js': BUNDLE, 'src/package.json': MODULE });
  expect(await loadProblem(zip, 'src/handler.other')).toContain('other is not a function');
});
