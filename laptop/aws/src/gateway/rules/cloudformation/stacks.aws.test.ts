import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  waitUntilChangeSetCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, PATIENCE_MS } from '../../../testing/eventually.ts';
import { freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

test('a change set has done its work when its execution is answered, for AWS CLI would sleep for half a minute', async () => {
  const client = new CloudFormationClient(aws.as(freshAccount()));
  const names = { StackName: 'releases', ChangeSetName: 'first' };
  // Groups take long: each asks EC2 about its description.
  const groups = Array.from({ length: 10 }, (_, at) => [
    `Group${at}`,
    { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: `Group ${at}`, VpcId: { Ref: 'Vpc' } } },
  ]);
  const Resources = { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } }, ...Object.fromEntries(groups) };
  await client.send(new CreateChangeSetCommand({ ...names, ChangeSetType: 'CREATE', TemplateBody: JSON.stringify({ Resources }) }));
  await waitUntilChangeSetCreateComplete({ client, maxWaitTime: PATIENCE_MS / 1000, minDelay: 1 }, names);
  await client.send(new ExecuteChangeSetCommand(names));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: names.StackName }));
  expect(Stacks?.map(({ StackStatus }) => StackStatus)).toEqual(['CREATE_COMPLETE']);
  client.destroy();
});

test('a stack whose creation was rolled back can only be deleted, which is done when it is answered', async () => {
  const client = new CloudFormationClient(aws.as(freshAccount()));
  const StackName = 'releases';
  const Broken = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'no-alias', TargetKeyId: 'none' } };
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources: { Broken } }) }));
  const status = async () => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus;
  await eventually('the stack is rolled back', async () => (await status()) === 'ROLLBACK_COMPLETE' || undefined);
  const TemplateBody = JSON.stringify({ Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } } } });
  const refusal = {
    name: 'ValidationError',
    message: expect.stringMatching(/^Stack:arn:aws:cloudformation:.*releases.* is in ROLLBACK_COMPLETE state and can not be updated\.$/),
  };
  const changeSet = { StackName, TemplateBody, ChangeSetName: 'next' };
  await expect(client.send(new UpdateStackCommand({ StackName, TemplateBody }))).rejects.toMatchObject(refusal);
  await expect(client.send(new CreateChangeSetCommand({ ...changeSet, ChangeSetType: 'UPDATE' }))).rejects.toMatchObject(refusal);
  await expect(client.send(new CreateChangeSetCommand({ ...changeSet, ChangeSetType: 'CREATE' }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Stack [releases] already exists and cannot be created again with the changeSet [next].',
  });
  await client.send(new DeleteStackCommand({ StackName }));
  await expect(status()).rejects.toThrow('does not exist');
  await client.send(new CreateChangeSetCommand({ ...changeSet, ChangeSetType: 'CREATE' }));
  client.destroy();
});

test('the stack of a function in a VPC goes when Lambda has given its network interfaces back', async () => {
  const config = aws.as(freshAccount());
  const client = new CloudFormationClient(config);
  const StackName = 'customer-api';
  const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  const Resources = {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' } },
    Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'api', VpcId: { Ref: 'Vpc' } } },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'api', AssumeRolePolicyDocument: trust } },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: StackName,
        Runtime: 'nodejs24.x',
        Handler: 'index.main',
        Code: { ZipFile: 'exports.main = async () => 1' },
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        VpcConfig: { SubnetIds: [{ Ref: 'Subnet' }], SecurityGroupIds: [{ Ref: 'Group' }] },
      },
    },
  };
  const status = async () => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus;
  await client.send(
    new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources }), Capabilities: ['CAPABILITY_NAMED_IAM'] }),
  );
  await eventually('the stack is there', async () => (await status()) === 'CREATE_COMPLETE' || undefined);
  await client.send(new DeleteStackCommand({ StackName }));
  aws.advance(1_199);
  expect(await status()).toBe('DELETE_IN_PROGRESS');
  await client.send(new DeleteStackCommand({ StackName }));
  aws.advance(1);
  await eventually(
    'the stack is gone',
    async () => (await status().catch((error: Error) => error.message))?.includes('does not exist') || undefined,
  );
  client.destroy();
});

test('a protected stack is deleted when its protection has been lifted', async () => {
  const client = new CloudFormationClient(aws.as(freshAccount()));
  const StackName = 'kept';
  const TemplateBody = JSON.stringify({ Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } } } });
  await client.send(new CreateStackCommand({ StackName, TemplateBody, EnableTerminationProtection: true }));
  await expect(client.send(new DeleteStackCommand({ StackName }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining('cannot be deleted while TerminationProtection is enabled'),
  });
  await client.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }));
  await client.send(new DeleteStackCommand({ StackName }));
  client.destroy();
});
