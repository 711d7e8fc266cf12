import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { freshQuotas } from '../src/gateway/rules/limits.ts';
import { freshAccount } from '../src/gateway/rules/testing/ruled-aws.ts';
import { eventually } from '../src/testing/eventually.ts';
import { type OwnAws, startOwnAws } from '../src/testing/own-aws.ts';

/** Ends when the address that its event names answers. */
const SOURCE = `
export const main = async ({ until }) => {
  while (!(await fetch(until).catch(() => undefined))?.ok) await new Promise((done) => setTimeout(done, 20));
  return 'done';
};`;

let aws: OwnAws;
beforeAll(async () => {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'concurrency-'));
  await mkdir(path.join(stateDir, 'gateway'));
  const quotas = { ...freshQuotas(), concurrentExecutions: 2 };
  await writeFile(path.join(stateDir, 'gateway', 'gateway.json'), JSON.stringify({ quotas }));
  aws = await startOwnAws({ stateDir });
});
afterAll(() => aws.stop());

const functionIn = async (accountId: string) => {
  const config = aws.as(accountId);
  const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const role = { RoleName: 'waits', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', ...trust }) };
  const { Role } = await new IAMClient(config).send(new CreateRoleCommand(role));
  const lambda = new LambdaClient(config);
  const ZipFile = zipSync({ 'index.mjs': strToU8(SOURCE) });
  const created = { FunctionName: 'waits', Runtime: 'nodejs24.x', Handler: 'index.main', Timeout: 900, Role: Role?.Arn, Code: { ZipFile } };
  await lambda.send(new CreateFunctionCommand({ ...created, Runtime: 'nodejs24.x' }));
  return (until: string) =>
    lambda
      .send(new InvokeCommand({ FunctionName: 'waits', Payload: JSON.stringify({ until }) }))
      .then(({ Payload }) => Buffer.from(Payload ?? []).toString())
      .catch((error: Error) => error.name);
};
const busy = async (count: number) =>
  eventually(`${count} functions run`, async () => (await aws.local.workers()).filter((one) => one.busy).length === count || undefined);

test('an account runs as many functions at once as its quota says, whatever other accounts run', async () => {
  const [one, other] = [await functionIn(freshAccount()), await functionIn(freshAccount())];
  const health = `${aws.local.url}/_laptop/health`;
  const never = `${aws.local.url}/_laptop/nothing`;
  const running = [one(never), one(never)];
  await busy(2);
  expect(await one(health)).toBe('TooManyRequestsException');
  expect(await other(health)).toBe('"done"');
  for (const { pid } of await aws.local.workers()) process.kill(pid, 'SIGKILL');
  await Promise.all(running);
  expect(await one(health)).toBe('"done"');
});
