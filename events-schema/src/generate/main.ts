import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allEvents } from '../all.ts';
import { generate, type Mode } from './generate.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean' }, accept: { type: 'boolean' } } });
const mode: Mode = values.check ? 'check' : values.accept ? 'accept' : 'write';
const root = fileURLToPath(new URL('../../', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

const { changed, problems, unaccepted } = generate(root, allEvents, version, mode);
for (const path of changed) console.log(`wrote events-schema/${path}`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  process.exitCode = 1;
} else {
  console.log(`${allEvents.length} events: generated files are up to date and compatible with the baseline.`);
  if (unaccepted.length > 0) {
    console.log(`Not in the baseline yet: ${unaccepted.join(', ')}. Once released: npm run generate -- --accept`);
  }
}
