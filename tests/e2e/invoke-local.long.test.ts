import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { CONFIG_FOLDER_VARIABLE } from '@tenantry/shared/deployment/config';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import { ROOT } from '../../laptop/src/paths.ts';
import { profilesText } from '../../laptop/src/profiles.ts';
import { runningLocal } from '../../laptop/src/running.ts';
import { harness, unusedSlug } from './harness.ts';
import { PROFILES, readmeCommands } from './readme-commands.ts';

const SERVICES = ['admin', ...STAGE_NAMES];
const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-readme-'));
const profiles = path.join(folder, 'config');
let environment: NodeJS.ProcessEnv = {};
/** The tenant that the demo calls mercy. */
let slug = '';
beforeAll(async () => {
  const aws = await harness();
  const tenant = await aws.onboard({ slug: unusedSlug() });
  slug = tenant.slug;
  writeFileSync(profiles, profilesText({ url: runningLocal().url, region: testRegion }, LAPTOP_DEPLOYMENT));
  environment = {
    PATH: [path.dirname(process.execPath), path.join(ROOT, 'node_modules/.bin'), process.env.PATH].join(path.delimiter),
    HOME: folder,
    TMPDIR: folder,
    [CONFIG_FOLDER_VARIABLE]: process.env[CONFIG_FOLDER_VARIABLE],
    TENANTRY_API_URL: aws.admin.apiUrl,
    TENANTRY_TOKEN: await aws.admin.token(),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In the folder of a service, as somebody types it: with the laptop's profiles, a tenant and files where this run has them. */
const typed = (service: string, line: string) => {
  const placed = line.replaceAll(PROFILES, profiles).replaceAll(' mercy ', ` ${slug} `).replaceAll('../../.local/', `${folder}/`);
  const options = { cwd: path.join(ROOT, 'services', service), env: environment, timeout: PATIENCE_MS };
  return new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
    const child = execFile('bash', ['-c', placed], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${out}\n${err}` }),
    );
    // No terminal: without --path and --data a function's event is read from here, to its end.
    child.stdin?.end();
  });
};
/** Messages that a function could not work on. */
const failed = (output: string): boolean => /"batchItemFailures": \[\s*\{|^ {4}at |"statusCode": [45]\d\d/m.test(output);

describe.each(SERVICES)('the README of %s', (service) => {
  const { before, commands } = readmeCommands(service);
  test('runs its functions by hand as it says, from its own folder', async () => {
    expect(before).toBe(`export AWS_CONFIG_FILE=${PROFILES} AWS_PROFILE=tenantry-${service}`);
    expect(commands.length).toBeGreaterThan(2);
    const wrong: string[] = [];
    for (const command of commands) {
      const { code, output } = await typed(service, `${before}\n${command}`);
      if (code !== 0 || failed(output)) wrong.push(`${command}\n${code}\n${output}`);
    }
    expect(wrong).toEqual([]);
  });

  test('of profiles that are found in one folder alone runs nothing, and says what to do', async () => {
    const [command = ''] = commands;
    const { code, output } = await typed(service, `export AWS_CONFIG_FILE=config/laptop AWS_PROFILE=tenantry-${service}\n${command}`);
    expect([code, output]).toEqual([1, expect.stringContaining('nothing was run: AWS_CONFIG_FILE is config/laptop')]);
  });
});
