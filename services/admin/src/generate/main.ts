import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedFiles } from './files.ts';

const isCheck = process.argv.includes('--check');
const root = new URL('../../../../', import.meta.url);
const contentOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
};

let stale = 0;
for (const [path, content] of generatedFiles()) {
  const file = fileURLToPath(new URL(path, root));
  if (contentOf(file) === content) continue;
  stale++;
  if (isCheck) {
    console.error(`${path} is out of date: run npm run generate`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    console.log(`wrote ${path}`);
  }
}
if (stale === 0) console.log('OpenAPI document and client types are up to date.');
