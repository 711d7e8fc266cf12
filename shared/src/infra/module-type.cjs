const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/**
 * Writes a package.json beside every bundle. Lambda takes `.js` for CommonJS unless one says otherwise, whatever Node guesses elsewhere:
 * it starts Node with --no-experimental-require-module, and some versions with --no-experimental-detect-module (Lambda Developer Guide,
 * "Experimental Node.js features"). serverless-esbuild leaves the service's own package.json out of the zip, and `.mjs` breaks
 * `serverless invoke local`. A plug-in of esbuild, in a file that serverless-esbuild can `require`: the framework drops functions from
 * a configuration.
 */
module.exports = () => [
  {
    name: 'module-type',
    setup: ({ initialOptions: { outdir }, onEnd }) =>
      onEnd(() => {
        mkdirSync(outdir, { recursive: true });
        writeFileSync(path.join(outdir, 'package.json'), '{ "type": "module" }\n');
      }),
  },
];
