import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { esbuild } from '../shared/src/infra/esbuild.ts';

/**
 * How long functions take to load, and how large they are, against another commit: `node --import tsx bench/cold-start.ts --against REF`.
 * Each function is bundled as it is deployed and loaded in a fresh Node in an environment as
 * Lambda's, in turns with the baseline's, so that what else the machine does affects both. Look at the ratios: milliseconds are this machine's.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const HOME = path.join(ROOT, '.local', 'bench');
const { values, positionals } = parseArgs({
  options: { against: { type: 'string' }, runs: { type: 'string', default: '21' } },
  allowPositionals: true,
});

const run = (program: string, args: readonly string[], cwd: string, input?: Buffer): Buffer => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, maxBuffer: 1e9, ...(input ? { input } : {}) });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
};

/** A folder with a commit and its dependencies. */
const checkout = (ref: string): string => {
  const commit = String(run('git', ['rev-parse', '--verify', `${ref}^{commit}`], ROOT)).trim();
  const folder = path.join(HOME, commit);
  if (existsSync(folder)) return folder;
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  run('tar', ['-x'], aside, run('git', ['archive', commit], ROOT));
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], aside);
  renameSync(aside, folder);
  return folder;
};

interface Bundle {
  readonly file: string;
  readonly bytes: number;
}
interface Service {
  readonly provider: { readonly environment: Readonly<Record<string, string>> };
  readonly functions: Readonly<Record<string, { readonly name: string; readonly handler: string }>>;
}

/** Bundles all functions of a checkout as they are deployed. */
const bundlesOf = async (root: string, out: string): Promise<ReadonlyMap<string, Bundle>> => {
  const { exclude: _, plugins: __, ...options } = esbuild;
  const bundles = new Map<string, Bundle>();
  for (const service of readdirSync(path.join(root, 'services'))) {
    const home = path.join(root, 'services', service);
    const { functions } = ((await import(pathToFileURL(path.join(home, 'serverless.ts')).href)) as { readonly default: Service }).default;
    for (const { name, handler } of Object.values(functions)) {
      const file = path.join(out, `${name}.mjs`);
      const entry = path.join(home, `${path.join(path.dirname(handler), path.basename(handler, '.main'))}.ts`);
      await build({ ...options, entryPoints: [entry], outfile: file, logLevel: 'error' });
      bundles.set(name, { file, bytes: statSync(file).size });
    }
  }
  return bundles;
};

/** What a fresh Node takes to load a bundle, milliseconds: by the clock, and of a processor, which other work on the machine changes less. */
interface Load {
  readonly clock: number;
  readonly processor: number;
}
const load = (file: string): Load => {
  const code = `const begin = performance.now();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    const clock = performance.now() - begin;
    const { user, system } = process.cpuUsage();
    console.log(JSON.stringify({ clock, processor: (user + system) / 1000 }));
    process.exit();`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--enable-source-maps', '--input-type=module', '--eval', code], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      STAGE: 'dev',
      POWERTOOLS_SERVICE_NAME: 'bench',
      AWS_REGION: 'eu-west-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'bench',
      LAMBDA_TASK_ROOT: '/var/task',
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
      _HANDLER: 'src/handler.main',
      _X_AMZN_TRACE_ID: 'Root=1-69241b2c-4f1d2a3b4c5d6e7f80910111;Parent=53995c3f42cd8ad8;Sampled=1',
    },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as Load;
};

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
const compared = ([now, before]: readonly [number, number], unit: string): string =>
  `${now.toFixed(0)} ${unit} (before: ${before.toFixed(0)}, x ${(now / before).toFixed(2)})`;

const main = async (): Promise<void> => {
  if (!values.against) throw new Error('say what to compare with: --against REF');
  const baseline = checkout(values.against);
  const aside = path.join(HOME, `bundles.${process.pid}`);
  try {
    const [now, before] = [await bundlesOf(ROOT, path.join(aside, 'now')), await bundlesOf(baseline, path.join(aside, 'before'))];
    for (const folder of ['now', 'before']) writeFileSync(path.join(aside, folder, 'package.json'), '{ "type": "module" }\n');
    const ratios: number[][] = [];
    for (const [name, bundle] of now) {
      const old = before.get(name);
      if (!old || (positionals.length > 0 && !positionals.some((part) => name.includes(part)))) continue;
      const loads = Array.from({ length: Number(values.runs) }, () => ({ now: load(bundle.file), before: load(old.file) }));
      const medians = (measure: keyof Load): [number, number] => [
        median(loads.map((one) => one.now[measure])),
        median(loads.map((one) => one.before[measure])),
      ];
      const [clock, processor] = [medians('clock'), medians('processor')];
      const size: [number, number] = [bundle.bytes / 1024, old.bytes / 1024];
      ratios.push([size, clock, processor].map(([one, other]) => one / other));
      console.log(`${name}: ${compared(size, 'KiB')}, loads in ${compared(clock, 'ms')}, processor ${compared(processor, 'ms')}`);
    }
    const [size, clock, processor] = [0, 1, 2].map((at) => median(ratios.map((all) => all[at] ?? Number.NaN)).toFixed(2));
    console.log(
      `${ratios.length} functions against ${values.against}: size x ${size}, load x ${clock}, processor x ${processor} (medians)`,
    );
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
};

await main();
