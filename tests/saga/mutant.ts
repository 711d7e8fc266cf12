import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { simulate } from './simulate.ts';

/** One rule of the runner broken on purpose: `find` must occur exactly once in the file. */
export interface Mutant {
  readonly rule: string;
  readonly file: 'record.ts' | 'lease.ts' | 'runner.ts';
  readonly find: string;
  readonly replace: string;
}
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles the simulation with the mutated source and loads it. */
export const simulateMutant = async ({ rule, file, find, replace }: Mutant): Promise<typeof simulate> => {
  const path = join(root, 'shared/src/saga', file);
  const source = await readFile(path, 'utf8');
  if (source.split(find).length !== 2) throw new Error(`${rule}: ${file} must contain this exactly once: ${find}`);
  const { outputFiles } = await build({
    stdin: { contents: "export { simulate } from './simulate.ts';", resolveDir: join(root, 'tests/saga'), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
    plugins: [
      {
        name: 'mutate',
        setup: (b) =>
          b.onLoad({ filter: /shared\/src\/saga\/(record|lease|runner)\.ts$/ }, async (args) => ({
            contents: args.path === path ? source.replace(find, () => replace) : await readFile(args.path, 'utf8'),
            loader: 'ts',
          })),
      },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'tenantry-mutant-'));
  try {
    const bundle = join(folder, 'mutant.mjs');
    await writeFile(bundle, outputFiles[0]?.contents ?? '');
    const loaded = (await import(pathToFileURL(bundle).href)) as { simulate: typeof simulate };
    return loaded.simulate;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
