import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { readRepository } from '../generated-files.ts';
import { licencesOf } from './licences.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** The file that npm links as `tenantry`. */
const COMMAND = 'tenantry.mjs';
const LICENCES = 'THIRD-PARTY-LICENCES.txt';

interface Packed {
  /** Path of the `.tgz`. */
  readonly file: string;
  /** SHA-512 in base64, as lock files of npm have it. */
  readonly integrity: string;
  /** Bytes. */
  readonly size: number;
}

/** What npm reads of the package: no dependencies, since all of them are in the bundle. */
const manifest = (): object => {
  const { version, license, devEngines } = JSON.parse(readRepository('package.json')) as {
    readonly version: string;
    readonly license: string;
    readonly devEngines: { readonly runtime: { readonly version: string } };
  };
  return {
    name: 'tenantry',
    version,
    license,
    type: 'module',
    description: 'On-boards, watches, repairs and takes back tenants, each in an AWS account of its own.',
    bin: { tenantry: COMMAND },
    engines: { node: devEngines.runtime.version },
  };
};

/**
 * Writes the command into a folder: one program with every library in it. What it loads only for some commands (the clients of AWS) are
 * files of their own, so that the others start quickly.
 * @returns paths of the files that it was made of, from the root of the repository
 */
const bundle = async (folder: string): Promise<readonly string[]> => {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    stdin: {
      contents:
        "#!/usr/bin/env node\nimport { answersTab } from './start.ts';\nif (!(await answersTab(process.argv))) await (await import('./main.ts')).main();\n",
      resolveDir: path.join(ROOT, 'cli/src'),
      loader: 'ts',
    },
    entryNames: path.parse(COMMAND).name,
    chunkNames: 'lib/[name]-[hash]',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    legalComments: 'eof',
    metafile: true,
    logLevel: 'warning',
    // CommonJS dependencies ask for `require`, which ESM does not have.
    banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
  });
  return Object.keys(metafile.inputs);
};

/**
 * Makes the command a package for npm, which installs without a registry: it has no dependencies. The same files make the same bytes.
 * @param destination folder for the `.tgz`; made when it is not there
 */
export const pack = async (destination: string): Promise<Packed> => {
  await mkdir(destination, { recursive: true });
  const folder = await mkdtemp(path.join(tmpdir(), 'tenantry-pack-'));
  try {
    const inputs = await bundle(folder);
    await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifest(), undefined, 2)}\n`);
    await writeFile(path.join(folder, LICENCES), licencesOf(ROOT, inputs));
    await copyFile(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
    const args = ['pack', '--json', '--ignore-scripts', '--offline', '--pack-destination', path.resolve(destination)];
    const { stdout } = await run('npm', args, { cwd: folder, shell: process.platform === 'win32' });
    const [{ filename, integrity, size }] = JSON.parse(stdout) as [{ filename: string; integrity: string; size: number }];
    return { file: path.join(destination, filename), integrity, size };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
