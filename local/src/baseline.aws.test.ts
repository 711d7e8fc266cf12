import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateQueueCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withBaseline } from './baseline.ts';
import type { Local } from './start.ts';

let folder: string;
let deployed = 0;

const config = (local: Local) => ({
  endpoint: local.url,
  region: 'us-east-1',
  credentials: { accessKeyId: local.accounts.superAdmin, secretAccessKey: 'laptop' },
});
const deploy = async (local: Local): Promise<void> => {
  deployed += 1;
  await new SQSClient(config(local)).send(new CreateQueueCommand({ QueueName: 'deployed' }));
  const Value = JSON.stringify({ database: { host: local.postgres?.host, port: local.postgres?.port } });
  await new SSMClient(config(local)).send(new PutParameterCommand({ Name: '/landing-zone', Type: 'String', Value }));
  local.context.state('counter', () => ({ value: 0 })).value = 7;
};
const start = (name: string): Promise<Local> =>
  withBaseline({
    hash: 'test',
    deploy,
    snapshots: path.join(folder, 'snapshots'),
    stateDir: path.join(folder, name),
    journalFile: path.join(folder, `${name}.ndjson`),
  });
const databasePort = async (local: Local): Promise<number> => {
  const { Parameter } = await new SSMClient(config(local)).send(new GetParameterCommand({ Name: '/landing-zone' }));
  return (JSON.parse(Parameter?.Value ?? '{}') as { database: { port: number } }).database.port;
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tenantry-baseline-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('what was deployed once is there at the next start, without deploying again', async () => {
  for (const name of ['first', 'second']) {
    const local = await start(name);
    await expect(new SQSClient(config(local)).send(new GetQueueUrlCommand({ QueueName: 'deployed' }))).resolves.toBeDefined();
    expect(local.context.state('counter', () => ({ value: 0 })).value).toBe(7);
    await local.stop();
  }
  expect(deployed).toBe(1);
});

test('what a run creates is not in the next', async () => {
  const one = await start('one');
  await new SQSClient(config(one)).send(new CreateQueueCommand({ QueueName: 'of-a-run' }));
  await one.stop();
  const two = await start('two');
  await expect(new SQSClient(config(two)).send(new GetQueueUrlCommand({ QueueName: 'of-a-run' }))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  });
  await two.stop();
});

test('a database port that is taken moves, and what was deployed knows the new one', async () => {
  const local = await start('port');
  const port = await databasePort(local);
  expect(port).toBe(local.postgres?.port);
  await local.stop();
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
  const moved = await start('moved');
  expect(moved.postgres?.port).not.toBe(port);
  expect(await databasePort(moved)).toBe(moved.postgres?.port);
  await moved.stop();
  taken.close();
});

test('a stopped run leaves its saved state, journal and log, no data or temporary folder', async () => {
  const local = await start('leftovers');
  await local.stop();
  expect((await readdir(path.join(folder, 'leftovers'))).sort()).toEqual(['emulator', 'emulator.log', 'gateway', 'run.json']);
  expect(existsSync(path.join(folder, 'leftovers.ndjson'))).toBe(true);
  expect(await readFile(path.join(folder, 'leftovers', 'emulator.log'), 'utf8')).not.toMatch(/Traceback|Fatal/);
});
