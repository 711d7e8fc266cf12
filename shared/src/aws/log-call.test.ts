import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { callingFor, callingFrom } from './calling.ts';
import { client } from './client.ts';

const TENANT = '01M867C2TX8RY9A91X6PTGCX71';
const STEP = { stepId: 'network.natGateway', direction: 'ensure', generation: 2 };
const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };

let server: Server;
let answer: RequestListener;
let lines: string[];
let region = 0;

beforeEach(async () => {
  lines = [];
  answer = (_request, response) => response.writeHead(200, JSON_TYPE).end('{"Version":1}');
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'y',
    AWS_LAMBDA_FUNCTION_NAME: 'tenantry-dev-network-handler',
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  delete process.env.AWS_LAMBDA_FUNCTION_NAME;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
const put = () => {
  const ssm = client(SSMClient, { region: `logged-${region++}` });
  return ssm.send(new PutParameterCommand({ Name: '/secret/name', Value: 'secret-value', Type: 'String' }));
};
const logged = (): readonly Record<string, unknown>[] => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

test('a call is one line: service, operation, step, code, attempts and milliseconds, and nothing of what was sent', async () => {
  await callingFor(TENANT, () => callingFrom(STEP, put));
  expect(logged()).toMatchObject([
    {
      message: 'AWS call',
      tenantId: TENANT,
      call: {
        service: 'SSM',
        operation: 'PutParameter',
        step: 'network.natGateway',
        direction: 'ensure',
        generation: 2,
        code: 'ok',
        attempts: 1,
        nth: 1,
        isBeside: false,
      },
    },
  ]);
  expect(Object.keys((logged()[0]?.call ?? {}) as object).sort()).toEqual(
    ['attempts', 'code', 'direction', 'generation', 'isBeside', 'ms', 'nth', 'operation', 'service', 'step'].sort(),
  );
  expect(lines.join()).not.toContain('secret');
});

test('a refusal is a line with AWS’s code, and a call that was throttled says how often it was sent', async () => {
  let asked = 0;
  answer = (_request, response) => {
    const code = ++asked === 1 ? 'ThrottlingException' : 'ParameterAlreadyExists';
    response.writeHead(400, JSON_TYPE).end(JSON.stringify({ __type: code, message: 'arn:aws:ssm:us-east-1:100000000002:parameter/x' }));
  };
  await expect(put()).rejects.toThrow();
  expect(logged()).toMatchObject([{ call: { code: 'ParameterAlreadyExists', attempts: 2, step: '', nth: 0 } }]);
  expect(lines.join()).not.toMatch(/\d{12}/);
});

test('what is no code is not logged: an error’s name may be anything', async () => {
  answer = (_request, response) => response.writeHead(400, JSON_TYPE).end('{"__type":"account 100000000002 is not there"}');
  await expect(put()).rejects.toThrow();
  expect(logged()).toMatchObject([{ call: { code: 'UnknownError' } }]);
});

test('calls of a step are counted in the order in which they begin, and say whether another one was open', async () => {
  await callingFrom(STEP, async () => {
    await put();
    await Promise.all([put(), put()]);
  });
  const calls = logged().map(({ call }) => call as { nth: number; isBeside: boolean });
  expect(calls.map(({ nth, isBeside }) => [nth, isBeside]).sort()).toEqual([
    [1, false],
    [2, true],
    [3, true],
  ]);
});

test('outside Lambda nothing is written: the output of a command is its own', async () => {
  delete process.env.AWS_LAMBDA_FUNCTION_NAME;
  await put();
  expect(lines).toEqual([]);
});
