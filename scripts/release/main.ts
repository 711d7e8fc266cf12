import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ReleaseRefused, release } from './release.ts';

/** `npm run release -- 1.1.0 [--tag]`: makes a release of what is committed (docs/versions.md#make-a-release). It pushes nothing. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({ options: { tag: { type: 'boolean', default: false } }, allowPositionals: true });
const [version = ''] = positionals;
try {
  const commit = await release({
    root,
    version,
    at: new Date().toISOString().slice(0, 10),
    tag: values.tag,
    generate: () => execFileSync(process.execPath, ['--import', 'tsx', 'scripts/generate.ts', '--accept'], { cwd: root, stdio: 'inherit' }),
  });
  console.log(`${version} is ${commit}. Push both commits${values.tag ? ` and the tag v${version}` : ''}.`);
} catch (error) {
  if (!(error instanceof ReleaseRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
