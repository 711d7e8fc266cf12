import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as evolve from '@tenantry/shared/saga/evolve';
import * as ports from '@tenantry/shared/saga/ports';
import * as record from '@tenantry/shared/saga/record';
import * as restored from '@tenantry/shared/saga/restored';
import * as runner from '@tenantry/shared/saga/runner';
import * as stage from '@tenantry/shared/saga/stage';
import * as turn from '@tenantry/shared/saga/turn';
import * as verdict from '@tenantry/shared/saga/verdict';
import { build, type Plugin } from 'esbuild';
import type { simulate } from './simulate.ts';

/** What the runner is made of. A mutant replaces what one of these modules exports, for all that import it. */
const MODULES = { evolve, ports, record, restored, runner, stage, turn, verdict };
type Modules = typeof MODULES;

/** A constant is replaced by any other number. */
type Replaced<Module> = { readonly [Name in keyof Module]?: Module[Name] extends number ? number : Module[Name] };

/** One rule of the runner broken on purpose: what takes the place of the real functions and constants. */
export interface Mutant {
  readonly rule: string;
  readonly breaks: { readonly [Name in keyof Modules]?: (real: Modules[Name]) => Replaced<Modules[Name]> };
}

/** The module as the bundle imports it: each export is the mutant's, where it has one. */
const mutable = (name: string, path: string, exported: object): string => `
  import * as real from ${JSON.stringify(path)};
  const broken = breaks[${JSON.stringify(name)}]?.(real) ?? {};
  ${Object.keys(exported)
    .map((key) => `export const ${key} = broken.${key} ?? real.${key};`)
    .join('\n')}
`;

const mutables: Plugin = {
  name: 'mutables',
  setup: (bundle) => {
    const names = Object.keys(MODULES).join('|');
    bundle.onResolve({ filter: new RegExp(`/(${names})(\\.ts)?$`) }, async ({ path, pluginData, ...from }) => {
      if (from.namespace === 'mutable' || pluginData === 'resolving') return undefined;
      const found = await bundle.resolve(path, { ...from, pluginData: 'resolving' });
      return found.path.includes('/shared/src/saga/') ? { path: found.path, namespace: 'mutable' } : found;
    });
    bundle.onLoad({ filter: /./, namespace: 'mutable' }, ({ path }) => {
      const [name, exported] = Object.entries(MODULES).find(([key]) => path.endsWith(`/${key}.ts`)) ?? ['', {}];
      return { contents: mutable(name, path, exported), resolveDir: '/' };
    });
  },
};

let bundled: Promise<string> | undefined;
/** The simulation as one script, which reads the mutant from a variable called `breaks`. */
const bundle = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('simulate.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'simulation',
    platform: 'node',
    target: 'node22',
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    plugins: [mutables],
  });
  return outputFiles[0]?.text ?? '';
};

/** The simulation with the runner that breaks the mutant's rule. */
export const simulateMutant = async ({ breaks }: Mutant): Promise<typeof simulate> => {
  bundled ??= bundle();
  const load = new Function('breaks', 'require', `${await bundled}\nreturn simulation.simulate;`);
  return load(breaks, createRequire(import.meta.url)) as typeof simulate;
};
