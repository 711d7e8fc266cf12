import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ClientConfig } from '../../testing/own-aws.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from './testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

const accountId = freshAccount();
const RoleArn = `arn:aws:iam::${accountId}:role/any`;

/** What each kind of service answers: one per protocol, and those that have codes of their own. */
const CALLS: Readonly<Record<string, readonly [code: string, call: (config: ClientConfig) => Promise<unknown>]>> = {
  'STS, for credentials': [
    'RegionDisabledException',
    (config) => new STSClient(config).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' })),
  ],
  STS: ['InvalidClientTokenId', (config) => new STSClient(config).send(new GetCallerIdentityCommand({}))],
  CloudFormation: ['InvalidClientTokenId', (config) => new CloudFormationClient(config).send(new ListStacksCommand({}))],
  EC2: ['AuthFailure', (config) => new EC2Client(config).send(new DescribeVpcsCommand({}))],
  DynamoDB: ['UnrecognizedClientException', (config) => new DynamoDBClient(config).send(new ListTablesCommand({}))],
  Lambda: ['UnrecognizedClientException', (config) => new LambdaClient(config).send(new ListFunctionsCommand({}))],
  SQS: ['InvalidClientTokenId', (config) => new SQSClient(config).send(new ListQueuesCommand({}))],
  S3: ['InvalidAccessKeyId', (config) => new S3Client(config).send(new ListBucketsCommand({}))],
  'S3, with a session': [
    'InvalidToken',
    (config) => {
      const credentials = { ...config.credentials, sessionToken: 'of a session' };
      return new S3Client({ ...config, credentials }).send(new ListBucketsCommand({}));
    },
  ],
};

describe('a region that nobody has enabled in the account', () => {
  test.each(Object.entries(CALLS))('%s answers so', async (_service, [code, call]) => {
    expect(await errorOf(call(aws.as(accountId, 'eu-central-2')))).toBe(code);
  });

  test('is none of those that AWS enables by default', async () => {
    const [, identity] = CALLS.STS!;
    for (const region of ['us-west-1', 'sa-east-1', 'ap-northeast-3'])
      expect(await errorOf(identity(aws.as(accountId, region)))).toBe('none');
  });
});
