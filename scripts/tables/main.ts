import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { breaches } from './breaches.ts';
import { currentTables } from './current.ts';
import type { Tables } from './tables.ts';

const BASELINE = new URL('baseline/tables.json', import.meta.url);
const baseline = (existsSync(BASELINE) ? JSON.parse(readFileSync(BASELINE, 'utf8')) : {}) as Tables;
const current = await currentTables();
const text = (tables: Tables): string => `${JSON.stringify(tables, null, 2)}\n`;
const broken = breaches(baseline, current);

for (const line of broken) console.error(line);
if (broken.length > 0) {
  process.exitCode = 1;
} else if (text(current) === text(baseline)) {
  console.log(`${Object.keys(current).length} tables: keys and indexes are as in the baseline.`);
} else if (process.argv.includes('--accept')) {
  writeFileSync(BASELINE, text(current));
  console.log('wrote scripts/tables/baseline/tables.json');
} else {
  console.log('Tables have changed, in a way that can be deployed. Once released: npm run generate -- --accept');
}
