import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allEvents } from '../all.ts';
import { VERSION } from '../generated/version.ts';
import { generate, type Mode } from './generate.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean' }, accept: { type: 'boolean' } } });
const mode: Mode = values.check ? 'check' : values.accept ? 'accept' : 'write';
const root = fileURLToPath(new URL('../../', import.meta.url));

const { changed, problems, unaccepted } = generate(root, allEvents, VERSION, mode);
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
