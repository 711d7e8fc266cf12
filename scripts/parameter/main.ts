import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { JsonSchema } from '@tenantry/events-schema/generate/json-schema';
import { breaches, parameterSchema } from './breaches.ts';

const BASELINE = new URL('baseline/landing-zone.json', import.meta.url);
const current = parameterSchema();
const text = `${JSON.stringify(current, null, 2)}\n`;
const accepted = existsSync(BASELINE) ? readFileSync(BASELINE, 'utf8') : text;
const broken = breaches(JSON.parse(accepted) as JsonSchema, current);

for (const line of broken) console.error(line);
if (broken.length > 0) {
  process.exitCode = 1;
} else if (text === accepted && existsSync(BASELINE)) {
  console.log("The landing zone's parameter is as in the baseline.");
} else if (process.argv.includes('--accept')) {
  writeFileSync(BASELINE, text);
  console.log('wrote scripts/parameter/baseline/landing-zone.json');
} else {
  console.log("The landing zone's parameter has changed: functions that run can read it. Once released: npm run generate -- --accept");
}
