import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { REMOVAL } from '../processes.ts';
import { type Local, type LocalOptions, startLocal } from '../start.ts';

/** Configuration of an SDK v3 client against a laptop of the test's own. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
}

/** An empty AWS of the test's own, which no other test sees. */
export interface OwnAws {
  readonly local: Local;
  readonly stateDir: string;
  /** A client's configuration as an account's root; it never retries. */
  readonly as: (accountId: string) => ClientConfig;
  readonly stop: () => Promise<void>;
}

export const startOwnAws = async (options: Partial<LocalOptions> = {}): Promise<OwnAws> => {
  const stateDir = options.stateDir ?? (await mkdtemp(path.join(tmpdir(), 'tenantry-test-')));
  const local = await startLocal({ postgres: false, region: testRegion, ...options, stateDir });
  return {
    local,
    stateDir,
    as: (accountId) => ({
      endpoint: local.url,
      region: local.region,
      maxAttempts: 1,
      credentials: { accessKeyId: accountId, secretAccessKey: 'laptop' },
    }),
    stop: async () => {
      await local.stop();
      await rm(stateDir, REMOVAL);
    },
  };
};
