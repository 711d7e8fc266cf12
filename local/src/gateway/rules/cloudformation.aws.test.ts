import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  waitUntilChangeSetCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { freshAccount, type RuledAws, startRuledAws } from './testing/ruled-aws.ts';

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
