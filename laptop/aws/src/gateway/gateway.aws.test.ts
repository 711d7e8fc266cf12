import { CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../testing/accounts.ts';
import { type ClientConfig, type OwnAws, startOwnAws } from '../testing/own-aws.ts';
import { AwsError } from './errors.ts';
import type { Rule, Service } from './types.ts';

// Starting processes takes seconds on a busy machine.
const cost: Service = {
  service: 'ce',
  operations: { GetCostAndUsage: (_input, call) => ({ ResultsByTime: [], seenBy: call.caller.arn }) },
};
const rewriteQueueName: Rule = {
  name: 'test-rewrites-the-name',
  source: 'test',
  service: 'sqs',
  operations: ['CreateQueue'],
  before: (call) => (call.params.QueueName === 'asked' ? { ...call, params: { ...call.params, QueueName: 'given' } } : undefined),
};
const refuseName: Rule = {
  name: 'test-refuses-a-name',
  source: 'test',
  service: 'sqs',
  operations: ['CreateQueue'],
  before: (call) => {
    if (call.params.QueueName === 'refused') throw new AwsError('QueueDeletedRecently', 'wait 60 seconds', 400);
    return undefined;
  },
};

let aws: OwnAws;
let home: string;
const credentialsOf = async (role: string): Promise<ClientConfig> => {
  const sts = new STSClient(aws.as(home));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${home}:role/${role}`, RoleSessionName: 'session' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { ...aws.as(home), credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } };
};
const createRole = async (name: string, actions: readonly string[]): Promise<ClientConfig> => {
  const iam = new IAMClient(aws.as(home));
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${home}:root` }, Action: 'sts:AssumeRole' }],
  };
  await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'p', PolicyDocument: JSON.stringify(policy) }));
  return credentialsOf(name);
};

beforeAll(async () => {
  aws = await startOwnAws({ services: [cost], rules: [rewriteQueueName, refuseName] });
  home = ACCOUNTS.home;
});
afterEach(() => aws.local.faults.clear());
afterAll(() => aws.stop());

const costQuery = new GetCostAndUsageCommand({
  TimePeriod: { Start: '2026-11-01', End: '2026-11-02' },
  Granularity: 'DAILY',
  Metrics: ['UnblendedCost'],
});

describe('permissions', () => {
  test('a role does what its policy allows and nothing else', async () => {
    const role = await createRole('buckets', ['s3:*']);
    const s3 = new S3Client(role);
    await s3.send(new CreateBucketCommand({ Bucket: 'shop-test' }));
    await s3.send(new PutObjectCommand({ Bucket: 'shop-test', Key: 'a b/ü.txt', Body: 'hello' }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'shop-test', Key: 'a b/ü.txt' }));
    expect(await Body?.transformToString()).toBe('hello');
    await expect(new SQSClient(role).send(new CreateQueueCommand({ QueueName: 'q' }))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('a service that the gateway answers itself asks IAM too', async () => {
    const denied = await createRole('no-cost', ['s3:*']);
    await expect(new CostExplorerClient(denied).send(costQuery)).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const allowed = await createRole('cost', ['ce:GetCostAndUsage']);
    await expect(new CostExplorerClient(allowed).send(costQuery)).resolves.toMatchObject({ ResultsByTime: [] });
  });

  test('a wrong signature is refused by both kinds of service', async () => {
    const role = await createRole('forged', ['ce:*', 'sqs:*']);
    const forged = { ...role, credentials: { ...role.credentials, secretAccessKey: 'guess' } };
    await expect(new CostExplorerClient(forged).send(costQuery)).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    await expect(new SQSClient(forged).send(new GetQueueUrlCommand({ QueueName: 'x' }))).rejects.toThrow(/signature/i);
  });
});

describe('rules', () => {
  test('a rule rewrites a signed call', async () => {
    const role = await createRole('queues', ['sqs:*']);
    const { QueueUrl } = await new SQSClient(role).send(new CreateQueueCommand({ QueueName: 'asked' }));
    expect(QueueUrl).toBe(`https://sqs.${aws.local.region}.amazonaws.com/${home}/given`);
  });

  test('a rewritten call is still held to its caller’s policy', async () => {
    const role = await createRole('no-queues', ['s3:*']);
    await expect(new SQSClient(role).send(new CreateQueueCommand({ QueueName: 'asked' }))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('a rule refuses with an AWS error that the SDK reads', async () => {
    const sqs = new SQSClient(aws.as(home));
    await expect(sqs.send(new CreateQueueCommand({ QueueName: 'refused' }))).rejects.toMatchObject({
      name: 'QueueDeletedRecently',
      message: 'wait 60 seconds',
    });
  });

  test('a rule is switched off and on over HTTP, by a name that there is', async () => {
    const sqs = new SQSClient(aws.as(home));
    const post = (name: string, isOn: boolean) =>
      fetch(`${aws.local.url}/_laptop/rules`, { method: 'POST', body: JSON.stringify({ name, isOn }) });
    expect(await (await post('test-refuses-a-name', false)).json()).toEqual({
      'test-refuses-a-name': false,
      'test-rewrites-the-name': true,
    });
    await expect(sqs.send(new CreateQueueCommand({ QueueName: 'refused' }))).resolves.toBeDefined();
    await post('test-refuses-a-name', true);
    await expect(sqs.send(new CreateQueueCommand({ QueueName: 'refused' }))).rejects.toMatchObject({ name: 'QueueDeletedRecently' });
    expect((await post('no-rule', false)).status).toBe(404);
  });
});

describe('faults', () => {
  test('a connection dropped after the effect leaves the effect', async () => {
    const sqs = new SQSClient(aws.as(home));
    aws.local.faults.add({ match: { operation: 'CreateQueue' }, effect: { kind: 'drop-after' } });
    await expect(sqs.send(new CreateQueueCommand({ QueueName: 'dropped' }))).rejects.toThrow();
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'dropped' }))).resolves.toBeDefined();
  });

  test('a connection dropped before the effect leaves nothing', async () => {
    const sqs = new SQSClient(aws.as(home));
    aws.local.faults.add({ match: { operation: 'CreateQueue' }, effect: { kind: 'drop-before' } });
    await expect(sqs.send(new CreateQueueCommand({ QueueName: 'never' }))).rejects.toThrow();
    await expect(sqs.send(new GetQueueUrlCommand({ QueueName: 'never' }))).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  test('throttling is retried by the SDK as in AWS', async () => {
    const sts = new STSClient({ ...aws.as(home), maxAttempts: 3 });
    const id = aws.local.faults.add({ match: { operation: 'GetCallerIdentity' }, effect: { kind: 'error', code: 'Throttling' }, times: 2 });
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: home });
    expect(aws.local.faults.struck()).toEqual({ [id]: 2 });
  });
});

test('the journal names account, role, operation and outcome of every call', async () => {
  const role = await createRole('journal', ['sqs:*']);
  const sqs = new SQSClient(role);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'journal' }));
  const mark = aws.local.journal.mark();
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'a' }));
  await sqs.send(new GetQueueUrlCommand({ QueueName: 'nothing' })).catch(() => undefined);
  expect(aws.local.journal.since(mark)).toMatchObject([
    { account: home, role: 'journal', service: 'sqs', operation: 'SendMessage', outcome: 'ok' },
    { account: home, role: 'journal', service: 'sqs', operation: 'GetQueueUrl', outcome: 'error', code: 'QueueDoesNotExist' },
  ]);
});
