import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { PYTHON } from './home.ts';

const environment = {
  LAPTOP_GATEWAY_URL: 'http://127.0.0.1:1',
  LAPTOP_SECRET: 's',
  LAPTOP_EMULATOR_PORT: '1',
  LAPTOP_ORGANIZATION: '100000000001,100000000002',
  LAPTOP_CONCURRENT_EXECUTIONS: '1000',
  PYTHONDONTWRITEBYTECODE: '1',
};
const run = (...args: string[]) =>
  promisify(execFile)(PYTHON, args, { cwd: fileURLToPath(new URL('../emulator', import.meta.url)), env: environment });

test('the installed emulator has every private name that the launcher uses', async () => {
  await expect(run('launcher.py', '--check')).resolves.toBeDefined();
});

test('an emulator that lacks a private name is refused with that name and the pinned version', async () => {
  const broken = 'from ministack.services import sqs; del sqs._act_send_message; import runpy; runpy.run_path("launcher.py")';
  await expect(run('-c', broken)).rejects.toMatchObject({
    stderr: expect.stringMatching(/ministack .* has no .*sqs\._act_send_message .*1\.5\.33/),
  });
});

test('the pinned version is the one in the requirements', async () => {
  const { stdout } = await run(
    '-c',
    'from importlib.metadata import version; from private_names import PINNED; print(version("ministack") == PINNED)',
  );
  expect(stdout.trim()).toBe('True');
});

test('on the instant clock a wait is short; one after an error is as long as a lease still holds, which is real', async () => {
  const seconds = 'queues.scaled(0.1), queues.scaled(9), queues.scaled(600), queues.put_off(2), queues.put_off(60)';
  const { stdout } = await run('-c', `import json, queues; print(json.dumps([${seconds}]))`);
  expect(JSON.parse(stdout)).toEqual([0.1, 0.25, 0.6, 2, 4]);
});
