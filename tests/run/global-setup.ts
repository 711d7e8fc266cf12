import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { startTime } from '@laptop/aws/processes';
import { CONFIG_FOLDER_VARIABLE } from '@tenantry/shared/deployment/config';
import type { Region } from '@tenantry/shared/deployment/regions';
import { sourceHash, withBaseline } from '../../laptop/src/baseline.ts';
import { configFolder } from '../../laptop/src/config-folder.ts';
import { deploy } from '../../laptop/src/deploy.ts';
import { LOCAL_FOLDER } from '../../laptop/src/paths.ts';
import type { Local } from '../../laptop/src/start.ts';

/** What the set-up leaves for the tear-down, which jest runs in the same process. */
export interface RunningTests {
  tenantryLocal?: Local;
  tenantryStateDir?: string;
}

/** Of all tests against the laptop's AWS. */
const REGION: Region = 'eu-central-1';
const RUNS = path.join(LOCAL_FOLDER, 'runs');

/** Folders of test runs that were killed. */
const removeStaleRuns = async (): Promise<void> => {
  for (const name of await readdir(RUNS).catch(() => [])) {
    const pid = /^test-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && startTime(Number(pid)) === undefined) await rm(path.join(RUNS, name), { recursive: true, force: true });
  }
};

/**
 * Jest's global set-up of the `aws` project: AWS from the deployed baseline. The workers inherit the environment: AWS_ENDPOINT_URL
 * and the super-admin account's root key, TENANTRY_LOCAL_URL for `laptop/src/running.ts`, TENANTRY_POSTGRES_URL, and the folder of the
 * configurations in the region of the tests.
 */
const globalSetup = async (): Promise<void> => {
  await removeStaleRuns();
  const stateDir = path.join(RUNS, `test-${process.pid}`);
  const local = await withBaseline({
    hash: await sourceHash(),
    deploy,
    region: REGION,
    stateDir,
    journalFile: path.join(stateDir, 'journal.ndjson'),
  });
  Object.assign(process.env, local.env, { TENANTRY_LOCAL_URL: local.url, [CONFIG_FOLDER_VARIABLE]: await configFolder(REGION) });
  const { postgres } = local;
  if (postgres)
    process.env.TENANTRY_POSTGRES_URL = `postgres://${postgres.user}:${postgres.password}@${postgres.host}:${postgres.port}/postgres`;
  Object.assign(globalThis, { tenantryLocal: local, tenantryStateDir: stateDir } satisfies RunningTests);
};

export default globalSetup;
