import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CONFIG_FOLDER_VARIABLE, type Config } from '@tenantry/shared/deployment/config';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { ROOT } from '../../laptop/src/paths.ts';
import { profilesText } from '../../laptop/src/profiles.ts';
import { runningLocal } from '../../laptop/src/running.ts';

let folder: string;
/** The deployment's configuration; a test changes it. */
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tenantry-plan-'));
  const config = path.join(folder, 'config');
  await cp(process.env[CONFIG_FOLDER_VARIABLE] ?? '', config, { recursive: true });
  file = path.join(config, 'dev.json');
  await writeFile(path.join(folder, 'profiles'), profilesText({ url: runningLocal().url, region: testRegion }, 'dev'));
});
afterAll(() => rm(folder, { recursive: true }));

const plan = (...args: readonly string[]) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    const env = {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: process.env.AWS_ENDPOINT_URL,
      AWS_CONFIG_FILE: path.join(folder, 'profiles'),
      [CONFIG_FOLDER_VARIABLE]: path.dirname(file),
    };
    execFile(process.execPath, ['--import', 'tsx', 'scripts/plan/main.ts', ...args], { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` }),
    );
  });

test('npm run plan ends with 0 where nothing would change, and with 8 where something would, if one asks for it', async () => {
  const asked = ['--stage', 'dev', '--part', 'landing-zone'];
  expect(await plan(...asked, '--exit-code')).toMatchObject({ code: 0, output: expect.stringContaining('nothing would change') });
  const { watch, ...config } = JSON.parse(await readFile(file, 'utf8')) as Config;
  await writeFile(file, JSON.stringify({ ...config, watch: { ...watch, lockDays: watch.lockDays + 1 } }));
  const changed = await plan(...asked, '--exit-code');
  expect(changed).toMatchObject({ code: 8, output: expect.stringMatching(/production +tenantry-dev-landing-zone \([\w-]+\): changed/) });
  expect(await plan(...asked)).toMatchObject({ code: 0, output: changed.output });
});

test('npm run plan refuses to guess: without a deployment, and with a part that there is not', async () => {
  expect(await plan()).toMatchObject({ code: 1, output: expect.stringContaining('name the deployment: --stage prod') });
  expect(await plan('--stage', 'dev', '--part', 'all')).toMatchObject({
    code: 1,
    output: expect.stringContaining('--part all is none of landing-zone, services'),
  });
});
