import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { indexOf, readRecords } from './decisions.ts';

const FOLDER = new URL('../../docs/adr/', import.meta.url);
const INDEX = new URL('README.md', FOLDER);
const files = readdirSync(FOLDER).filter((file) => /^\d{4}-.+\.md$/.test(file) && !file.startsWith('0000-'));
const { decisions, problems } = readRecords(files.map((file) => [file, readFileSync(new URL(file, FOLDER), 'utf8')]));
const index = indexOf(decisions);
const isCurrent = existsSync(INDEX) && readFileSync(INDEX, 'utf8') === index;

for (const problem of problems) console.error(`docs/adr/${problem}`);
if (problems.length > 0) {
  process.exitCode = 1;
} else if (isCurrent) {
  console.log(`${decisions.length} decisions: the index is up to date.`);
} else if (process.argv.includes('--check')) {
  console.error('docs/adr/README.md is out of date: run npm run generate');
  process.exitCode = 1;
} else {
  writeFileSync(INDEX, index);
  console.log('wrote docs/adr/README.md');
}
