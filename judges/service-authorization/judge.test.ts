import { describe, expect, test } from '@jest/globals';
import { judgePolicies } from './judge.ts';
import { overlaps } from './overlap.ts';
import { statementsOf } from './statements.ts';

const REPLAY = {
  Effect: 'Allow',
  Action: 'events:StartReplay',
  Resource: ['archive', 'event-bus', 'replay'].map((type) => `arn:aws:events:us-east-1:222222222222:${type}/tenantry-*`),
};
/** What the judge says of a role with these statements. */
const judged = async (...Statement: readonly object[]): Promise<readonly string[]> => {
  const Properties = { Policies: [{ PolicyName: 'policy', PolicyDocument: { Version: '2012-10-17', Statement } }] };
  const findings = await judgePolicies('account stack', statementsOf({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties } } }));
  return findings.map(({ rule, says }) => `${rule}: ${says}`);
};
const allow = (Action: string | readonly string[], Resource: unknown, Condition: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});

describe('a policy that AWS understands passes', () => {
  test.each<[string, object]>([
    ['all resources that an action needs', REPLAY],
    ['a wildcard that some action fits', allow('ec2:Describe*', '*')],
    [
      'a resource for each of several actions',
      allow(['s3:ListBucket', 's3:GetObject'], ['arn:aws:s3:::tenantry-*', 'arn:aws:s3:::tenantry-*/*']),
    ],
    [
      'a key of the action, of its resource type, of all requests',
      allow('ec2:DeleteVpc', 'arn:aws:ec2:*:*:vpc/*', {
        Null: { 'aws:ResourceTag/tenantry:tenant-id': 'false' },
        StringEquals: { 'ec2:VpcID': 'vpc-1', 'aws:PrincipalOrgID': 'o-1' },
      }),
    ],
    ['a resource that is made with the stack', allow('sqs:SendMessage', { 'Fn::GetAtt': ['Queue', 'Arn'] })],
    ['a denial of everything', { Effect: 'Deny', Action: '*', Resource: '*' }],
  ])('%s', async (_title, statement) => {
    const Resources = {
      Queue: { Type: 'AWS::SQS::Queue' },
      Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Statement: [statement] } }] } },
    };
    expect(await judgePolicies('account stack', statementsOf({ Resources }))).toEqual([]);
  });

  test('required resources may stand in several statements of the role', async () => {
    const [archive = '', bus = '', replay = ''] = REPLAY.Resource;
    expect(await judged(allow('events:StartReplay', [archive, replay]), allow(['events:StartReplay', 'events:PutEvents'], bus))).toEqual(
      [],
    );
  });
});

describe('a policy that AWS would not understand is found', () => {
  test('an action that does not exist, or a wildcard that fits none', async () => {
    expect(await judged(allow('ec2:DescribeVpcz', '*'))).toEqual(['action: AWS knows no action ec2:DescribeVpcz']);
    expect(await judged(allow('ec2:Descripe*', '*'))).toEqual(['action: AWS knows no action ec2:Descripe*']);
    expect(await judged(allow('ec3:DescribeVpcs', '*'))).toEqual(['action: AWS knows no action ec3:DescribeVpcs']);
  });

  test('a resource that an action needs is missing', async () => {
    expect(await judged({ ...REPLAY, Resource: REPLAY.Resource.filter((arn) => !arn.includes('event-bus')) })).toEqual([
      expect.stringMatching(/^required: events:StartReplay needs a resource of the type event-bus too: arn:/),
    ]);
  });

  test('a resource of a type that the action does not take', async () => {
    expect(await judged(allow('s3:GetObject', 'arn:aws:s3:::tenantry-ui'))).toEqual([
      'resource: no action of the statement takes arn:aws:s3:::tenantry-ui',
      'resource: no resource of the statement is a type that s3:GetObject takes',
    ]);
    expect(await judged(allow('logs:DeleteLogGroup', 'arn:aws:logs:*:*:log-group:/aws/lambda/*:log-stream:x'))).toHaveLength(3);
  });

  test('a resource where AWS evaluates the action on * only', async () => {
    expect(await judged(allow('cloudfront:CreateFunction', 'arn:aws:cloudfront::*:function/tenantry-*'))).toEqual([
      'resource: no action of the statement takes arn:aws:cloudfront::*:function/tenantry-*',
      'resource: cloudfront:CreateFunction is evaluated on * only',
    ]);
  });

  test('a condition key that no request for the action has', async () => {
    const misspelled = { StringEquals: { 'ec2:VpcId2': 'vpc-1' } };
    expect(await judged(allow('ec2:DeleteVpc', 'arn:aws:ec2:*:*:vpc/*', misspelled))).toEqual([
      'condition: ec2:DeleteVpc knows no ec2:VpcId2',
    ]);
    const tags = { Null: { 'aws:ResourceTag/tenantry:tenant-id': 'false' } };
    expect(await judged(allow('s3:ListAllMyBuckets', '*', tags))).toEqual([expect.stringMatching(/knows no aws:ResourceTag/)]);
  });

  test('a condition key that no action of the statement has, where it may be missing, behind a wildcard and for all actions', async () => {
    const keyed = (operator: string, key: string) => ({ [operator]: { [key]: 'vpc-1' } });
    const unknown = ['condition: no action of the statement knows ec2:VpcId2'];
    const some = ['ec2:DeleteVpc', 'ec2:DescribeVpcs'];
    expect(await judged(allow(some, '*', keyed('StringEqualsIfExists', 'ec2:VpcId2')))).toEqual(unknown);
    expect(await judged(allow('ec2:Delete*', '*', keyed('StringEquals', 'ec2:VpcId2')))).toEqual(unknown);
    expect(await judged(allow(some, '*', keyed('StringEqualsIfExists', 'ec2:VpcID')))).toEqual([]);
    expect(await judged({ Effect: 'Deny', Action: '*', Resource: '*', Condition: keyed('ArnNotLike', 'aws:PrincipalArm') })).toEqual([
      'condition: AWS has no global key aws:PrincipalArm',
    ]);
  });

  test('in service control policies, policies of resources and trust policies too', async () => {
    const Resources = {
      Guard: {
        Type: 'AWS::Organizations::Policy',
        Properties: { Content: { Statement: [{ Effect: 'Deny', Action: 'iam:DeleteRol', Resource: '*' }] } },
      },
      Written: {
        Type: 'AWS::Organizations::Policy',
        Properties: { Content: '{"Statement":[{"Effect":"Deny","Action":"iam:DeleteRo","Resource":"*"}]}' },
      },
      Policy: { Type: 'AWS::SQS::QueuePolicy', Properties: { PolicyDocument: { Statement: [allow('sqs:SendMessag', '*')] } } },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRol' }] } },
      },
    };
    const findings = await judgePolicies('account stack', statementsOf({ Resources }));
    expect(findings.map(({ where, says }) => `${where}: ${says}`)).toEqual([
      'account stack Guard Content/Statement/0: AWS knows no action iam:DeleteRol',
      'account stack Written Content/Statement/0: AWS knows no action iam:DeleteRo',
      'account stack Policy PolicyDocument/Statement/0: AWS knows no action sqs:SendMessag',
      'account stack Role AssumeRolePolicyDocument/Statement/0: AWS knows no action sts:AssumeRol',
    ]);
  });

  test('a resource whose ARN the judge cannot derive is an error, not a pass', () => {
    const Properties = { Policies: [{ PolicyDocument: { Statement: [allow('kinesis:PutRecord', { 'Fn::GetAtt': ['Stream', 'Arn'] })] } }] };
    const Resources = { Stream: { Type: 'AWS::Kinesis::Stream' }, Role: { Type: 'AWS::IAM::Role', Properties } };
    expect(() => statementsOf({ Resources })).toThrow('Stream: AWS::Kinesis::Stream has no ARN');
  });
});

describe('a resource of a policy overlaps a type of the reference when some ARN fits both', () => {
  const object = 'arn:${Partition}:s3:::${BucketName}/${ObjectName}';
  const bucket = 'arn:${Partition}:s3:::${BucketName}';
  test.each([
    ['arn:aws:s3:::tenantry-*', bucket, true],
    ['arn:aws:s3:::tenantry-*', object, true],
    ['arn:aws:s3:::tenantry-a', object, false],
    ['arn:aws:s3:::tenantry-a/*', bucket, false],
    ['arn:aws:s3:::tenantry-?/x', object, true],
    ['*', object, true],
    ['arn:aws:ec2:*:*:subnet/*', 'arn:${Partition}:ec2:${Region}:${Account}:vpc/${VpcId}', false],
    ['arn:aws:ec2:*:*:*/*', 'arn:${Partition}:ec2:${Region}:${Account}:vpc/${VpcId}', true],
    [
      'arn:aws:apigateway:*::/apis/*/stages',
      'arn:${Partition}:apigateway:${Region}::/restapis/${Id}/stages, arn:${Partition}:apigateway:${Region}::/apis/${Id}/stages',
      true,
    ],
    ['arn:aws:logs:*:*:log-group:/a/b', 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}', true],
    ['arn:aws:logs:*:*:log-group:/a/b:*', 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}', false],
  ])('%s and %s: %s', (resource, reference, expected) => {
    expect(overlaps(resource, reference)).toBe(expected);
  });
});
