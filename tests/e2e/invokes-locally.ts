import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '@laptop/aws/gateway/journal';
import { CONFIG_FOLDER_VARIABLE } from '@tenantry/shared/deployment/config';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { ROOT } from '../../laptop/src/paths.ts';
import { profilesText } from '../../laptop/src/profiles.ts';
import { runningLocal } from '../../laptop/src/running.ts';

/** A sample that works as it is: its tenant exists nowhere. */
export type Sample = readonly [service: string, name: string, sample: string];
const LANES = 2;
/** What `npx serverless` runs. */
const SERVERLESS = path.join(ROOT, 'node_modules/.bin/serverless');

interface Outcome {
  /** What went wrong, or nothing. */
  readonly wrong: string;
  readonly output: string;
}

/** As a developer does it, with its own environment. */
const invoke = async (folder: string, [service, name, sample]: Sample): Promise<Outcome> => {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    TMPDIR: folder,
    AWS_CONFIG_FILE: path.join(folder, 'config'),
    AWS_PROFILE: `tenantry-${service}`,
    STAGE: LAPTOP_DEPLOYMENT,
    [CONFIG_FOLDER_VARIABLE]: process.env[CONFIG_FOLDER_VARIABLE],
  };
  const args = ['invoke', 'local', '--function', name, '--path', `events/${sample}.json`];
  const options = { cwd: path.join(ROOT, 'services', service), env, timeout: PATIENCE_MS };
  return promisify(execFile)(SERVERLESS, args, options).then(
    ({ stdout }) => ({ wrong: '', output: stdout }),
    (error: Error & { readonly stdout?: string; readonly stderr?: string }) => ({
      wrong: `${error.message}\n${error.stdout}\n${error.stderr}`,
      output: '',
    }),
  );
};

/** Registers a test for each sample. */
export const invokesLocally = (samples: readonly Sample[]): void => {
  const laptop = runningLocal();
  const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-invoke-'));
  const outcomes = new Map<string, Outcome>();
  let calls: readonly JournalEntry[] = [];

  beforeAll(async () => {
    writeFileSync(path.join(folder, 'config'), profilesText({ url: laptop.url, region: testRegion }, LAPTOP_DEPLOYMENT));
    const { mark } = await laptop.journalSince(0);
    const waiting = [...samples];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) outcomes.set(next[0], await invoke(folder, next));
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    calls = (await laptop.journalSince(mark)).entries;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe('serverless invoke local, in the folder of a service and with a sample', () => {
    test.each(samples)('%s: %s runs %s as its own role', (service) => {
      const { wrong, output } = outcomes.get(service)!;
      expect(wrong).toBe('');
      // Other tests ask as the same role meanwhile: what this one was answered stands in its own output.
      if (service === 'admin') expect(output).toContain('"statusCode": 200');
      const own = calls.filter(({ role, outcome }) => role === `tenantry-${LAPTOP_DEPLOYMENT}-${service}-function` && outcome === 'ok');
      expect(own.map(({ service: of, operation }) => `${of} ${operation}`)).toContain(
        service === 'admin' ? 'dynamodb Query' : 'dynamodb PutItem',
      );
    });
  });
};
