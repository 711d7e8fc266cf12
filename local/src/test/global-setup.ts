import { existsSync } from 'node:fs';
import path from 'node:path';
import { sourceHash, withBaseline } from '../baseline.ts';
import { LOCAL_FOLDER, ROOT } from '../paths.ts';
import { type Local, startLocal } from '../start.ts';

/** What the set-up leaves for the tear-down, which jest runs in the same process. */
export interface RunningTests {
  tenantryLocal?: Local;
  tenantryStateDir?: string;
}

const DEPLOY = path.join(ROOT, 'local', 'src', 'deploy.ts');

/**
 * Jest's global set-up of the `aws` project: AWS from the deployed baseline. The workers inherit the environment: AWS_ENDPOINT_URL
 * and the super-admin account's root key, TENANTRY_LOCAL_URL for `running.ts`, and TENANTRY_POSTGRES_URL.
 */
const globalSetup = async (): Promise<void> => {
  const stateDir = path.join(LOCAL_FOLDER, 'runs', `test-${process.pid}`);
  const options = { stateDir, journalFile: path.join(stateDir, 'journal.ndjson') };
  const local = existsSync(DEPLOY)
    ? await withBaseline({ ...options, hash: await sourceHash(), deploy: (await import(DEPLOY)).deploy as (local: Local) => Promise<void> })
    : await startLocal(options);
  Object.assign(process.env, local.env, { TENANTRY_LOCAL_URL: local.url });
  const { postgres } = local;
  if (postgres)
    process.env.TENANTRY_POSTGRES_URL = `postgres://${postgres.user}:${postgres.password}@${postgres.host}:${postgres.port}/postgres`;
  Object.assign(globalThis, { tenantryLocal: local, tenantryStateDir: stateDir } satisfies RunningTests);
};

export default globalSetup;
