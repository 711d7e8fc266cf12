import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** One way to bundle every function: ESM with source maps, the AWS SDK included so that its version is ours. */
export const esbuild = {
  bundle: true,
  minify: false,
  sourcemap: 'linked' as const,
  sourcesContent: false,
  platform: 'node' as const,
  target: 'node22', // the oldest that runs functions on the laptop; Lambda's is later
  format: 'esm' as const,
  mainFields: ['module', 'main'],
  exclude: [],
  // From the service's folder, where the framework runs.
  plugins: path.relative(process.cwd(), fileURLToPath(new URL('./module-type.cjs', import.meta.url))),
  // CommonJS dependencies ask for `require`, which ESM does not have.
  banner: { js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);" },
};
