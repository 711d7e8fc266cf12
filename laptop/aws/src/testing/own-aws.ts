import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Aws, AwsOptions } from '../aws.ts';
import { REMOVAL } from '../processes.ts';
import { startAws } from '../start.ts';
import { REGION, TEST_WORLD } from './accounts.ts';

/** Configuration of an SDK v3 client against an AWS of the test's own. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
}

/** An empty AWS of the test's own, which no other test sees. */
export interface OwnAws {
  readonly local: Aws;
  readonly stateDir: string;
  /** A client's configuration as an account's root; it never retries. */
  readonly as: (accountId: string) => ClientConfig;
  readonly stop: () => Promise<void>;
}

export const startOwnAws = async (options: Partial<AwsOptions> = {}): Promise<OwnAws> => {
  const stateDir = options.stateDir ?? (await mkdtemp(path.join(tmpdir(), 'laptop-test-')));
  const local = await startAws({ world: TEST_WORLD, postgres: false, region: REGION, ...options, stateDir });
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
