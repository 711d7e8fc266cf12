import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What a program of Node says, and how it ends. */
const said = (program: string, args: readonly string[], cwd: string): Promise<{ readonly code: unknown; readonly output: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [path.join(ROOT, program), ...args], { cwd, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, output: stdout + stderr }),
    );
  });
const knip = (): Promise<{ readonly code: unknown; readonly output: string }> =>
  said('node_modules/knip/bin/knip.js', ['--no-progress', '--no-config-hints'], ROOT);

test('every dependency, file and export is used by something', async () => {
  expect(await knip()).toEqual({ code: 0, output: '' });
});

test('an import that the package.json does not declare is refused', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-declared-'));
  try {
    copyFileSync(path.join(ROOT, 'biome.json'), path.join(folder, 'biome.json'));
    writeFileSync(path.join(folder, 'package.json'), '{ "name": "one", "dependencies": { "zod": "4.6.7" } }');
    writeFileSync(path.join(folder, 'one.ts'), "import { ulid } from 'ulid';\nimport { z } from 'zod';\nexport const both = [ulid, z];\n");
    const { output } = await said('node_modules/@biomejs/biome/bin/biome', ['lint', '--vcs-enabled=false'], folder);
    expect([...output.matchAll(/Dependency (\S+) isn't specified/g)].map(([, name]) => name)).toEqual(['ulid']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
