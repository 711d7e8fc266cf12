import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

/** How complex a function may be (Biome, `noExcessiveCognitiveComplexity`), by where it is. */
const MOST: readonly [folder: string, most: number][] = [
  ['shared/src/saga', 15],
  ['shared/src/testing', 15],
  ['services/network/src/steps', 20],
  ['console/src/tenant', 20],
  ['laptop/aws/src/gateway', 20],
  ['tests/saga', 20],
];
/** A function of which each condition counts one. */
const functionWith = (conditions: number): string =>
  `export const f = (a: number): number => {\n${'  if (a > 1) return a;\n'.repeat(conditions)}  return 0;\n};\n`;

let root: string;
let refused: readonly string[];
/** Lints a tree beside the repository that has the repository's biome.json. */
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'tenantry-complexity-'));
  for (const [folder, most] of MOST) {
    mkdirSync(path.join(root, folder), { recursive: true });
    for (const conditions of [most, most + 1]) writeFileSync(path.join(root, folder, `with-${conditions}.ts`), functionWith(conditions));
  }
  copyFileSync(new URL('../biome.json', import.meta.url), path.join(root, 'biome.json'));
  const biome = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));
  const options = ['lint', '--vcs-enabled=false', '--only=complexity/noExcessiveCognitiveComplexity', '--reporter=json'];
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [biome, ...options], { cwd: root, maxBuffer: 1e8 }, (_error, stdout) => resolve(stdout));
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: { severity: string; location: { path: string } }[] };
  refused = diagnostics.filter(({ severity }) => severity === 'error').map(({ location }) => location.path);
});
afterAll(() => rmSync(root, { recursive: true }));

test.each(MOST)('a function in %s may have a cognitive complexity of %i, and no more', (folder, most) => {
  expect(refused.filter((file) => file.startsWith(`${folder}/`))).toEqual([`${folder}/with-${most + 1}.ts`]);
});
