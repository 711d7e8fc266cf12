import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';

/** With what Lambda starts Node 22, and in part later ones (Lambda Developer Guide, "Experimental Node.js features"). */
const FLAGS = ['--no-experimental-require-module', '--no-experimental-detect-module'];
/** As the runtime client does it: `import()` of the handler's `.js`. */
const LOAD = `const { [process.argv[2]]: handler } = await import(process.argv[1]);
if (typeof handler !== 'function') throw new TypeError(process.argv[2] + ' is not a function');`;

/**
 * Loads a function's code as Lambda does when it starts.
 * @param handler as in the function's configuration: `src/handler.main`
 * @returns what Node said when it did not load; else undefined
 */
export const loadProblem = async (
  zip: Uint8Array,
  handler: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string | undefined> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tenantry-bundle-'));
  try {
    for (const [name, content] of Object.entries(unzipSync(zip))) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), content);
    }
    const [file = '', name = ''] = handler.split(/\.(?=[^.]+$)/);
    const args = [...FLAGS, '--input-type=module', '--eval', LOAD, path.join(folder, `${file}.js`), name];
    return await outputOf(args, { PATH: process.env.PATH ?? '', AWS_REGION: 'us-east-1', ...environment });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** What Node wrote to standard error when it ended badly. */
const outputOf = (args: readonly string[], env: Readonly<Record<string, string>>): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8');
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? undefined : `code ${code}: ${errors}`));
  });
