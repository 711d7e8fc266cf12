import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateQueueCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@tenantry/shared/testing/eventually';
import pg from 'pg';
import { withBaseline } from './baseline.ts';
import type { Local } from './start.ts';

let folder: string;
let deployed = 0;

const config = (local: Local) => ({
  endpoint: local.url,
  region: local.region,
  credentials: { accessKeyId: local.accounts.superAdmin, secretAccessKey: 'laptop' },
});
/** A cluster with a database and a master user, as the landing zone has one. */
const deployDatabase = async (local: Local): Promise<void> => {
  const client = new CloudFormationClient(config(local));
  const Properties = {
    Engine: 'aurora-postgresql',
    DatabaseName: 'tenantry',
    MasterUsername: 'master',
    MasterUserPassword: 'correct-horse',
  };
  const TemplateBody = JSON.stringify({ Resources: { Cluster: { Type: 'AWS::RDS::DBCluster', Properties } } });
  await client.send(new CreateStackCommand({ StackName: 'database', TemplateBody }));
  await eventually('the database is there', async () => {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'database' }));
    return Stacks?.[0]?.StackStatus === 'CREATE_COMPLETE';
  });
};
const deploy = async (local: Local): Promise<void> => {
  deployed += 1;
  await deployDatabase(local);
  await new SQSClient(config(local)).send(new CreateQueueCommand({ QueueName: 'deployed' }));
  const Value = JSON.stringify({ database: { host: local.postgres?.host, port: local.context.databasePort } });
  await new SSMClient(config(local)).send(new PutParameterCommand({ Name: '/landing-zone', Type: 'String', Value }));
  local.context.state('counter', () => ({ value: 0 })).value = 7;
};
const connectAsMaster = async (local: Local): Promise<void> => {
  const { port = 0 } = local.postgres ?? {};
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'master', password: 'correct-horse', database: 'tenantry' });
  await client.connect();
  await client.end();
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

test('what was deployed once is there at the next start, without deploying again, and nothing of the last run is', async () => {
  const absent = expect.objectContaining({ name: 'QueueDoesNotExist' });
  for (const name of ['first', 'second']) {
    const local = await start(name);
    const sqs = new SQSClient(config(local));
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'deployed' }))).resolves.toBeDefined();
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'of-a-run' }))).rejects.toEqual(absent);
    await sqs.send(new CreateQueueCommand({ QueueName: 'of-a-run' }));
    expect(local.context.state('counter', () => ({ value: 0 })).value).toBe(7);
    await connectAsMaster(local);
    await local.stop();
  }
  expect(deployed).toBe(1);
});

test('a stopped run leaves its saved state, journal and log, no data or temporary folder', async () => {
  expect((await readdir(path.join(folder, 'second'))).sort()).toEqual(['emulator', 'emulator.log', 'gateway', 'run.json']);
  expect(existsSync(path.join(folder, 'second.ndjson'))).toBe(true);
  expect(await readFile(path.join(folder, 'second', 'emulator.log'), 'utf8')).not.toMatch(/Traceback|Fatal/);
});

test('a database port that is taken moves, and what was deployed knows the new one', async () => {
  const { postgresPort } = JSON.parse(await readFile(path.join(folder, 'second', 'run.json'), 'utf8')) as { postgresPort: number };
  const taken = createServer();
  // By this test, or by whoever was faster.
  await new Promise<void>((resolve) => taken.once('error', () => resolve()).listen(postgresPort, '127.0.0.1', resolve));
  const local = await start('moved');
  expect(local.context.databasePort).not.toBe(postgresPort);
  expect(await databasePort(local)).toBe(local.context.databasePort);
  await connectAsMaster(local);
  await local.stop();
  taken.close();
});
