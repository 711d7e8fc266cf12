import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../failure/errors.ts';
import { callingFor, callingFrom } from './calling.ts';
import { client, MOST_CLIENTS } from './client.ts';

let server: Server;
let requests: string[];
let answer: RequestListener;
let region = 0;

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(String(request.headers['x-amz-target']));
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'y',
  });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
/** A separate client: clients are kept by class, role and region. */
const ssm = () => client(SSMClient, { region: `test-${region++}` });
const put = () => ssm().send(new PutParameterCommand({ Name: 'a', Value: 'b', Type: 'String' }));

describe('a call whose answer got lost', () => {
  test('is not sent again when it creates: the step looks first', async () => {
    answer = (request) => request.socket.destroy();
    await expect(put()).rejects.toMatchObject({ name: 'AmbiguousError', call: 'SSM PutParameter' });
    expect(requests).toHaveLength(1);
  });
  test('is not sent again after a server error either', async () => {
    answer = (_request, response) =>
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.1' }).end('{"__type":"InternalServerError"}');
    await expect(put()).rejects.toThrow('may have had its effect');
    expect(requests).toHaveLength(1);
  });
  test('is sent again when it only reads', async () => {
    answer = (request, response) => {
      if (requests.length === 1) request.socket.destroy();
      else response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{"Parameters":[]}');
    };
    await expect(ssm().send(new DescribeParametersCommand({}))).resolves.toMatchObject({ Parameters: [] });
    expect(requests).toHaveLength(2);
  });
});

test('throttled calls are sent again: AWS did nothing', async () => {
  answer = (_request, response) => {
    if (requests.length === 1)
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end('{"__type":"ThrottlingException"}');
    else response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{"Version":1}');
  };
  await expect(put()).resolves.toMatchObject({ Version: 1 });
});

test('a refused call is shown with call and code', async () => {
  answer = (_request, response) =>
    response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end('{"__type":"AccessDeniedException","message":"no"}');
  await expect(put().catch(failureOf)).resolves.toMatchObject({ call: 'SSM PutParameter', code: 'AccessDeniedException', message: 'no' });
});

test('the user agent tells which step calls for which tenant: CloudTrail shows it', async () => {
  let agent = '';
  answer = (request, response) => {
    agent = String(request.headers['user-agent']);
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{"Version":1}');
  };
  await callingFor('01M867C2TX8RY9A91X6PTGCX71', () =>
    callingFrom({ stepId: 'network.natGateway', direction: 'ensure', generation: 1 }, put),
  );
  expect(agent).toMatch(/ md\/tenantry#network\.natGateway md\/tenant#01M867C2TX8RY9A91X6PTGCX71$/);
});

describe('an assumed role', () => {
  const ROLE = 'arn:aws:iam::100000000001:role/tenantry-dev-account';
  const session = (expiration: string) =>
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>a</AccessKeyId>` +
    `<SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken><Expiration>${expiration}</Expiration></Credentials>` +
    '</AssumeRoleResult></AssumeRoleResponse>';
  const REFUSAL = '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';
  /** STS gives these answers, the last of them for ever; SSM always answers. Counts how often the role was assumed. */
  const answering = (...sessions: readonly string[]) => {
    let assumed = 0;
    answer = (request, response) => {
      if (request.headers['x-amz-target']) {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{"Version":1}');
        return;
      }
      const body = sessions[Math.min(assumed++, sessions.length - 1)] ?? '';
      response.writeHead(body === REFUSAL ? 403 : 200, { 'content-type': 'text/xml' }).end(body);
    };
    return () => assumed;
  };
  const asRole = (name: string) => {
    const assumed = client(SSMClient, { region: 'us-east-1', roleArn: `${ROLE}-${name}` });
    return () => assumed.send(new PutParameterCommand({ Name: 'a', Value: 'b', Type: 'String' }));
  };

  test('is assumed again when its session ends', async () => {
    const assumed = answering(session('2020-01-01T00:00:00Z'));
    const call = asRole('ended');
    for (let i = 0; i < 3; i++) await expect(call()).resolves.toMatchObject({ Version: 1 });
    expect(assumed()).toBeGreaterThanOrEqual(3);
  });
  test('is assumed again after a refusal', async () => {
    answering(REFUSAL, session('2999-01-01T00:00:00Z'));
    const call = asRole('refused');
    await expect(call()).rejects.toMatchObject({ name: 'AccessDenied', call: 'STS AssumeRole' });
    await expect(call()).resolves.toMatchObject({ Version: 1 });
  });
  test.each([
    ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
    ['AuthFailure', 'AWS was not able to validate the provided access credentials'],
  ])(
    'is assumed again when AWS does not know its session any more (%s): the role was deleted, and perhaps made anew',
    async (code, said) => {
      const assumed = answering(session('2999-01-01T00:00:00Z'), REFUSAL);
      const known = answer;
      await asRole(code)();
      answer = (request, response) => {
        if (!request.headers['x-amz-target']) known(request, response);
        else response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify({ __type: code, message: said }));
      };
      await expect(asRole(code)()).rejects.toMatchObject({ name: code });
      expect(assumed()).toBe(1);
      await expect(asRole(code)()).rejects.toMatchObject({ name: 'AccessDenied', call: 'STS AssumeRole' });
    },
  );
});

test('clients of the last tenants are kept, those of earlier ones destroyed: a worker that takes many back would run out of memory and sockets', () => {
  const destroyed: Counted[] = [];
  class Counted extends SSMClient {
    override destroy(): void {
      destroyed.push(this);
      super.destroy();
    }
  }
  const of = (tenant: number) => client(Counted, { roleArn: `arn:aws:iam::${tenant}:role/tenantry-dev-offboard` });
  const first = of(0);
  for (let tenant = 1; tenant < MOST_CLIENTS; tenant++) of(tenant);
  expect(of(0)).toBe(first);
  const second = of(1);
  for (let tenant = 2; tenant <= MOST_CLIENTS; tenant++) of(tenant);
  expect(of(1)).toBe(second);
  expect(destroyed).toEqual([first]);
  expect(of(0)).not.toBe(first);
});
