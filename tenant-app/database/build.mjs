import { cp, rm } from 'node:fs/promises';
import { build } from 'esbuild';

// One file that needs no installed packages: a release is built once, and every tenant's build only runs it.
await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/migrate.ts'],
  outfile: 'dist/migrate.mjs',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  external: ['pg-native'],
  // CommonJS dependencies ask for `require`, which ESM does not have.
  banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
  logLevel: 'warning',
});
await cp('migrations', 'dist/migrations', { recursive: true });
