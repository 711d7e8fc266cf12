import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../../testing/eventually.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

test('a security group and its rules have descriptions of the characters that EC2 knows', async () => {
  const ec2 = new EC2Client(aws.as(freshAccount()));
  const create = (Description: string) => ec2.send(new CreateSecurityGroupCommand({ GroupName: 'api', Description }));
  expect(await errorOf(create("the customer's API"))).toBe('InvalidParameterValue');
  const { GroupId } = await create('API of the customer');
  const allow = (Description: string) => {
    const rule = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8', Description }] };
    return ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [rule] }));
  };
  expect(await errorOf(allow("Customers' VPCs"))).toBe('InvalidParameterValue');
  expect(await errorOf(allow('x'.repeat(256)))).toBe('InvalidParameterValue');
  expect(await errorOf(allow('VPCs of customers'))).toBe('none');
});

test('a security group that another one names is not deleted', async () => {
  const ec2 = new EC2Client(aws.as(freshAccount()));
  const create = async (GroupName: string) =>
    (await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: GroupName }))).GroupId!;
  const [functions, database] = [await create('functions'), await create('database')];
  const rule = { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, UserIdGroupPairs: [{ GroupId: functions }] };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: database, IpPermissions: [rule] }));
  const remove = (GroupId: string) => errorOf(ec2.send(new DeleteSecurityGroupCommand({ GroupId })));
  expect([await remove(functions), await remove(database), await remove(functions)]).toEqual(['DependencyViolation', 'none', 'none']);
});

const group = (properties: object) => ({ Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'API', ...properties } });
const rule = (Description: string) => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8', Description });

test.each([
  ['group', { Refused: group({ GroupDescription: "the customer's API" }) }],
  ['ingress of a group', { Refused: group({ SecurityGroupIngress: [rule("Customers' VPCs")] }) }],
  ['egress of a group', { Refused: group({ SecurityGroupEgress: [rule("Customers' VPCs")] }) }],
  [
    'rule of its own',
    {
      Group: group({}),
      Refused: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: { GroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] }, ...rule("Customers' VPCs") },
      },
    },
  ],
])('a stack fails where EC2 refuses the description: %s', async (_, Resources) => {
  const accountId = freshAccount();
  const cloudFormation = new CloudFormationClient(aws.as(accountId));
  const StackName = 'described';
  await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify({ Resources }) }));
  await eventually('the stack is rolled back', async () => {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return Stacks?.[0]?.StackStatus === 'ROLLBACK_COMPLETE' || undefined;
  });
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  expect(failed).toMatchObject({ LogicalResourceId: 'Refused', ResourceStatusReason: expect.stringContaining('InvalidParameterValue') });
  const { SecurityGroups } = await new EC2Client(aws.as(accountId)).send(new DescribeSecurityGroupsCommand({}));
  expect(SecurityGroups?.map(({ GroupName }) => GroupName)).toEqual(['default']);
});
