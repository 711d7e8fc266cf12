import { parseArgs } from 'node:util';
import { pack } from './pack.ts';

/** `npm run pack -- [--out FOLDER]`: the command as a package that npm installs without this repository (cli/README.md#install-it). */
const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } });
const { file, integrity, size } = await pack(values.out);
console.log(`${file} (${(size / 1e6).toFixed(1)} MB)\n${integrity}`);
