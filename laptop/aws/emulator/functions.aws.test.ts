import { CloudFormationClient, CreateStackCommand, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateEventSourceMappingCommand, CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { ACCOUNTS } from '../src/testing/accounts.ts';
import { eventually, PATIENCE_MS } from '../src/testing/eventually.ts';
import { type OwnAws, startOwnAws } from '../src/testing/own-aws.ts';

/** A function that answers its environment, calls the gateway, or waits, as its event says. */
const SOURCE = `
export const main = async (event) => {
  if (event.environment) return process.env;
  if (event.wait) { await new Promise((done) => setTimeout(done, event.wait)); return 'waited'; }
  const records = event.Records ?? [];
  for (const record of records) await fetch(process.env.SINK, { method: 'POST', body: record.body });
  return { batchItemFailures: [] };
};`;

/** Longer than anything here is waited for. */
const LONG_MS = 2 * PATIENCE_MS;

let aws: OwnAws;
let home: string;
let lambda: LambdaClient;
let sqs: SQSClient;

const createFunction = async (
  name: string,
  variables: Record<string, string> = {},
  files: Record<string, string> = { 'index.mjs': SOURCE },
): Promise<void> => {
  const iam = new IAMClient(aws.as(home));
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  await iam.send(new CreateRoleCommand({ RoleName: `${name}-role`, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sqs:*', 'logs:*'], Resource: '*' }] };
  await iam.send(new PutRolePolicyCommand({ RoleName: `${name}-role`, PolicyName: 'p', PolicyDocument: JSON.stringify(policy) }));
  const ZipFile = zipSync(Object.fromEntries(Object.entries(files).map(([file, text]) => [file, strToU8(text)])));
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.main',
      Role: `arn:aws:iam::${home}:role/${name}-role`,
      Code: { ZipFile },
      Timeout: 900,
      Environment: { Variables: variables },
    }),
  );
};
const invoke = async (name: string, event: object): Promise<unknown> => {
  const { Payload, FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }));
  const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString('utf8'));
  return FunctionError ? { FunctionError, answer } : answer;
};
const queue = async (name: string): Promise<string> => (await sqs.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl ?? '';
/** Waits until a message of the queue can be received. */
const received = (QueueUrl: string): Promise<Message> =>
  eventually('the message', async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 30 }))).Messages?.[0]);

beforeAll(async () => {
  process.env.LAPTOP_TEST_SECRET_OF_THE_HOST = 'leaks';
  aws = await startOwnAws();
  home = ACCOUNTS.home;
  lambda = new LambdaClient(aws.as(home));
  sqs = new SQSClient(aws.as(home));
});
afterAll(() => aws.stop());

describe('a function', () => {
  test('has the gateway as its AWS endpoint and proxy, its role’s session, and nothing of the emulator or the host', async () => {
    await createFunction('environment', { OWN: 'yes' });
    const environment = (await invoke('environment', { environment: true })) as Record<string, string>;
    expect(environment).toMatchObject({
      OWN: 'yes',
      AWS_ENDPOINT_URL: aws.local.url,
      HTTP_PROXY: aws.local.url,
      NO_PROXY: '127.0.0.1',
      AWS_REGION: aws.local.region,
      AWS_LAMBDA_FUNCTION_NAME: 'environment',
    });
    expect(environment.AWS_ACCESS_KEY_ID).toMatch(/^ASIA/);
    const leaked = Object.keys(environment).filter((name) => /^LAPTOP_|^MINISTACK_|STATE_DIR|GATEWAY_PORT|^AUTH$/.test(name));
    expect(leaked).toEqual([]);
  });

  test('is CommonJS in a .js unless a package.json says otherwise, as in Lambda', async () => {
    await createFunction('unsaid', {}, { 'index.js': SOURCE });
    expect(await invoke('unsaid', { wait: 1 })).toMatchObject({ FunctionError: expect.any(String) });
    await createFunction('said', {}, { 'index.js': SOURCE, 'package.json': '{ "type": "module" }' });
    expect(await invoke('said', { wait: 1 })).toBe('waited');
  });

  test('killed in mid-work never answers, and the next call gets a new process', async () => {
    await createFunction('killed');
    const running = invoke('killed', { wait: LONG_MS });
    const pid = await eventually(
      'its process is at work',
      async () => (await aws.local.workers()).find((worker) => worker.function === 'killed' && worker.busy)?.pid,
    );
    expect(await aws.local.killFunction('killed', { contains: 'another customer' })).toEqual([]);
    expect(await aws.local.killFunction('killed', { contains: String(LONG_MS) })).toEqual([pid]);
    expect(await running).toMatchObject({ FunctionError: expect.any(String) });
    expect(await invoke('killed', { wait: 1 })).toBe('waited');
  });

  test('killed while it starts leaves the other processes of the function alone', async () => {
    await createFunction('starting');
    const [one, other] = [invoke('starting', { wait: 1_000, customer: 'one' }), invoke('starting', { wait: LONG_MS, customer: 'other' })];
    await eventually('the kill', async () => (await aws.local.killFunction('starting', { contains: 'other' })).length > 0);
    expect(await other).toMatchObject({ FunctionError: expect.any(String) });
    expect(await one).toBe('waited');
  });

  test('ends its processes with it when CloudFormation deletes it', async () => {
    const cloudFormation = new CloudFormationClient(aws.as(home));
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    const Role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'stacked-role', AssumeRolePolicyDocument: trust } };
    const ZipFile = "exports.main = async () => 'there';";
    const Properties = { FunctionName: 'stacked', Runtime: 'nodejs24.x', Handler: 'index.main', Role: { 'Fn::GetAtt': ['Role', 'Arn'] } };
    const Stacked = { Type: 'AWS::Lambda::Function', Properties: { ...Properties, Code: { ZipFile } } };
    const TemplateBody = JSON.stringify({ Resources: { Role, Stacked } });
    await cloudFormation.send(new CreateStackCommand({ StackName: 'stacked', TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }));
    expect(await eventually('the stack', () => invoke('stacked', {}).catch(() => undefined))).toBe('there');
    const processes = async () => (await aws.local.workers()).filter((worker) => worker.function === 'stacked');
    expect(await processes()).toHaveLength(1);
    await cloudFormation.send(new DeleteStackCommand({ StackName: 'stacked' }));
    await eventually('its processes have ended', async () => (await processes()).length === 0);
  });
});

describe('SQS on the instant clock', () => {
  test('a delayed message arrives long before AWS would show it, not at once', async () => {
    const QueueUrl = await queue('delayed');
    const sent = Date.now();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a', DelaySeconds: 900 }));
    await received(QueueUrl);
    expect(Date.now() - sent).toBeGreaterThanOrEqual(500);
  });

  test('so does a delayed message of a batch', async () => {
    const QueueUrl = await queue('delayed-batch');
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', MessageBody: 'a', DelaySeconds: 900 }] }));
    await received(QueueUrl);
  });

  test('a message put off by its visibility comes back long before AWS would show it; a received one stays hidden for its timeout', async () => {
    const QueueUrl = await queue('visibility');
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 900 }));
    const ReceiptHandle = Messages?.[0]?.ReceiptHandle;
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
    const putOff = Date.now();
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 900 }));
    await received(QueueUrl);
    expect(Date.now() - putOff).toBeGreaterThan(3_000); // a lease's settle time is real
  });

  test('a delayed message wakes its function when it is due', async () => {
    const { createServer } = await import('node:http');
    const bodies: { at: number; body: string }[] = [];
    const sink = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        bodies.push({ at: Date.now(), body });
        response.end();
      });
    });
    await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
    const address = sink.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await createFunction('woken', { SINK: `http://127.0.0.1:${port}/` });
    await queue('woken');
    await lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'woken',
        EventSourceArn: `arn:aws:sqs:${aws.local.region}:${home}:woken`,
        BatchSize: 1,
      }),
    );
    await invoke('woken', { wait: 1 });
    const QueueUrl = `https://sqs.${aws.local.region}.amazonaws.com/${home}/woken`;
    const sent = Date.now();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'wake', DelaySeconds: 900 }));
    const { at } = await eventually('the function has run', () => bodies[0]);
    expect(at - sent).toBeGreaterThanOrEqual(200);
    sink.close();
  });
});
