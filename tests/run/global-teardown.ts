import { appendFile, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { REMOVAL } from '@laptop/aws/processes';
import type { RunningTests } from './global-setup.ts';

/** Ends what the set-up started and removes its folder; TENANTRY_KEEP_JOURNAL names a file that gets the journal first. */
const globalTeardown = async (): Promise<void> => {
  const { tenantryLocal, tenantryStateDir } = globalThis as RunningTests;
  await tenantryLocal?.stop();
  const keep = process.env.TENANTRY_KEEP_JOURNAL;
  if (keep && tenantryStateDir) await appendFile(keep, await readFile(path.join(tenantryStateDir, 'journal.ndjson')));
  if (tenantryStateDir) await rm(tenantryStateDir, REMOVAL);
};

export default globalTeardown;
