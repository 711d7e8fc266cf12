import path from 'node:path';
import { sourceHash, withBaseline } from '../baseline.ts';
import { deploy } from '../deploy.ts';
import { LOCAL_FOLDER } from '../paths.ts';
import type { Local } from '../start.ts';

/** What the set-up leaves for the tear-down, which jest runs in the same process. */
export interface RunningTests {
  tenantryLocal?: Local;
  tenantryStateDir?: string;
}

/**
 * Jest's global set-up of the `aws` project: AWS from the deployed baseline. The workers inherit the environment: AWS_ENDPOINT_URL
 * and the super-admin account's root key, TENANTRY_LOCAL_URL for `running.ts`, and TENANTRY_POSTGRES_URL.
 */
const globalSetup = async (): Promise<void> => {
  const stateDir = path.join(LOCAL_FOLDER, 'runs', `test-${process.pid}`);
  const local = await withBaseline({ hash: await sourceHash(), deploy, stateDir, journalFile: path.join(stateDir, 'journal.ndjson') });
  Object.assign(process.env, local.env, { TENANTRY_LOCAL_URL: local.url });
  const { postgres } = local;
  if (postgres)
    process.env.TENANTRY_POSTGRES_URL = `postgres://${postgres.user}:${postgres.password}@${postgres.host}:${postgres.port}/postgres`;
  Object.assign(globalThis, { tenantryLocal: local, tenantryStateDir: stateDir } satisfies RunningTests);
};

export default globalSetup;
