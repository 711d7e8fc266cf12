import { rm } from 'node:fs/promises';
import type { RunningTests } from './global-setup.ts';

/** Ends what the set-up started and removes its folder. */
const globalTeardown = async (): Promise<void> => {
  const { tenantryLocal, tenantryStateDir } = globalThis as RunningTests;
  await tenantryLocal?.stop();
  if (tenantryStateDir) await rm(tenantryStateDir, { recursive: true, force: true });
};

export default globalTeardown;
