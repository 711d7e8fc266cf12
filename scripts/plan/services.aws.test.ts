import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeStacksCommand,
  paginateListChangeSets,
} from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from '@jest/globals';
import { deployStack, MAX_TEMPLATE } from '@tenantry/landing-zone/stack';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';
import type { Packaged } from './packaged.ts';
import { planServices } from './services.ts';

const STACK = 'tenantry-test-service';
const tags = { STAGE: 'test' };
const home = rootOf(unusedAccountId());
const cloudFormation = new CloudFormationClient(home);

const parameter = (name: string, Value: string) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name: `/test/${name}`, Type: 'String', Value },
});
/** A bucket among the resources, and an output that says which, as the framework makes them. @param long how many long parameters there are */
const template = (value: string, long = 0) => ({
  AWSTemplateFormatVersion: '2010-09-09' as const,
  Description: 'test',
  Resources: {
    ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket' },
    One: parameter('one', value),
    ...Object.fromEntries(Array.from({ length: long }, (_, i) => [`Long${i}`, parameter(`long-${i}`, 'x'.repeat(3_000))])),
  },
  Outputs: { ServerlessDeploymentBucketName: { Value: { Ref: 'ServerlessDeploymentBucket' } } },
});
const packaged = (stackName: string, service: Packaged['template']): Packaged => ({ stackName, tags, template: service, folder: '' });
const planned = async (...services: readonly Packaged[]) =>
  (await planServices(home, services)).map(({ name, outcome, changes }) => ({ name, outcome, changes: [...changes].sort() }));

let bucket: string;
beforeAll(async () => {
  const { outputs } = await deployStack(cloudFormation, { name: STACK, template: template('one'), tags });
  bucket = outputs.ServerlessDeploymentBucketName ?? '';
});
/** What a plan may leave behind: objects in the bucket, and change sets. */
const leftovers = async (): Promise<readonly unknown[]> => {
  const { Contents = [] } = await new S3Client(home).send(new ListObjectsV2Command({ Bucket: bucket }));
  const found: unknown[] = [...Contents];
  for await (const { Summaries = [] } of paginateListChangeSets({ client: cloudFormation }, { StackName: STACK })) found.push(...Summaries);
  return found;
};

test('a service that is deployed as it is packaged is unchanged', async () => {
  expect(await planned(packaged(STACK, template('one')))).toEqual([{ name: STACK, outcome: 'unchanged', changes: [] }]);
});

test('a template that is longer than a call takes is compared too, and neither it nor a change set stays', async () => {
  const long = template('two', 20);
  expect(JSON.stringify(long).length).toBeGreaterThan(MAX_TEMPLATE);
  const [found] = await planned(packaged(STACK, long));
  expect(found?.outcome).toBe('changed');
  expect(found?.changes).toHaveLength(21);
  expect(found?.changes).toContain('add Long19 (AWS::SSM::Parameter)');
  expect(found?.changes).toContainEqual(expect.stringMatching(/^modify One \(.*\): Value/));
  expect(await leftovers()).toEqual([]);
});

test('a service that is not there yet would be made, and no stack of it is', async () => {
  const [found] = await planned(packaged(`${STACK}-new`, template('one')));
  expect(found).toMatchObject({ outcome: 'created', changes: ['add One (AWS::SSM::Parameter)', expect.stringMatching(/^add Serverless/)] });
  await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: `${STACK}-new` }))).rejects.toThrow('does not exist');
});

test('a stack that somebody left under review stays as it is, and a person is told what to do with it', async () => {
  const StackName = `${STACK}-review`;
  const TemplateBody = JSON.stringify(template('one'));
  await cloudFormation.send(new CreateChangeSetCommand({ StackName, ChangeSetName: 'left', ChangeSetType: 'CREATE', TemplateBody }));
  const [found] = await planned(packaged(StackName, template('one')));
  expect(found).toMatchObject({
    outcome: 'repaired first',
    changes: [expect.stringContaining(`delete-stack --stack-name ${StackName}`), 'the stack is in REVIEW_IN_PROGRESS'],
  });
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  expect(Stacks?.[0]?.StackStatus).toBe('REVIEW_IN_PROGRESS');
});

test('what CloudFormation refuses is told with the stack, and nothing of the plan stays', async () => {
  const broken = { ...template('two', 20), Parameters: { Missing: { Type: 'String' } } };
  await expect(planned(packaged(STACK, broken))).rejects.toThrow(`stack ${STACK}: `);
  expect(await leftovers()).toEqual([]);
});
