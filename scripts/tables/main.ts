import { keepBaseline } from '../baseline.ts';
import { breaches } from './breaches.ts';
import { currentTables } from './current.ts';

const tables = await currentTables();
keepBaseline('scripts/tables/baseline/tables.json', tables, breaches, {
  same: `${Object.keys(tables).length} tables: keys and indexes are as in the baseline.`,
  changed: 'Tables have changed, in a way that can be deployed.',
});
