import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { everyTemplate } from '@tenantry/landing-zone/every-template';
import { configOf } from '@tenantry/shared/deployment/config';
import { FOLDERS, serviceIn } from '../services.ts';
import { breaches } from './breaches.ts';
import { type Resources, type Tables, tablesOf } from './tables.ts';

const BASELINE = new URL('baseline/tables.json', import.meta.url);
const STAGE = 'dev';

/** Resources of all services, in the order of `serverless-compose.yml`, and of the landing zone. */
const everyResources = async (): Promise<readonly Resources[]> => {
  const services = await Promise.all(FOLDERS.map((folder) => serviceIn<{ resources: { Resources: Resources } }>(folder)));
  return [
    ...services.map(({ resources }) => resources.Resources),
    ...Object.values(everyTemplate(STAGE, configOf(STAGE))).map(({ Resources }) => Resources),
  ];
};

const baseline = (existsSync(BASELINE) ? JSON.parse(readFileSync(BASELINE, 'utf8')) : {}) as Tables;
const current = tablesOf(await everyResources(), STAGE);
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
