import { expect, test } from '@jest/globals';
import { mistakes } from '../reference.ts';
import { requestsOf } from './all.ts';
import type { Input, Look } from './asked.ts';

const look: Look = {
  organization: async () => ({ id: 'o-1', managementAccountId: '100000000001' }),
  association: async () => ({ table: 'rtb-1', subnet: 'subnet-1' }),
  peering: async () => ({
    accepter: { accountId: '100000000004', vpcId: 'vpc-2' },
    requester: { accountId: '200000000001', vpcId: 'vpc-1' },
  }),
  boundaryOf: async () => 'arn:boundary',
  functionOfMapping: async () => 'arn:aws:lambda:us-east-1:999999999999:function:network-handler',
  partitionKey: async () => 'pk',
  bucketKey: async (bucket) =>
    bucket === 'secret' ? { arn: 'arn:aws:kms:us-east-1:100000000003:key/1', aliases: ['alias/artifacts'] } : undefined,
  topicKey: async () => undefined,
  key: async (name) => (name === 'alias/signs' ? { arn: 'arn:aws:kms:us-east-1:100000000003:key/2', aliases: [name] } : undefined),
  stack: async () => ({ before: { resources: {}, parameters: {} }, after: { resources: {}, parameters: {} } }),
};

const call = (service: string, operation: string, params: object, more: Partial<Input> = {}): Input => ({
  service,
  operation,
  params: { ...params },
  region: 'us-east-1',
  accountId: '999999999999',
  method: 'POST',
  path: '/',
  headers: {},
  ...more,
});
const asked = async (input: Input): Promise<readonly string[]> =>
  ((await requestsOf(input, look)) ?? []).map(({ action, resource }) => `${action} ${resource}`);

const EC2 = 'arn:aws:ec2:us-east-1:999999999999';
const TAGS = { Tags: [{ Key: 'shop:customer-id', Value: '01T' }] };
const SPECIFICATION = {
  'TagSpecification.1.ResourceType': 'natgateway',
  'TagSpecification.1.Tag.1.Key': 'shop:customer-id',
  'TagSpecification.1.Tag.1.Value': '01T',
};

test.each<[string, Input, readonly string[]]>([
  [
    'a NAT gateway: itself, its subnet, its address, and the tags that it is created with',
    call('ec2', 'CreateNatGateway', { SubnetId: 'subnet-1', AllocationId: 'eipalloc-1', ...SPECIFICATION }),
    [
      `ec2:CreateNatGateway ${EC2}:natgateway/*`,
      `ec2:CreateNatGateway ${EC2}:subnet/subnet-1`,
      `ec2:CreateNatGateway ${EC2}:elastic-ip/eipalloc-1`,
      `ec2:CreateTags ${EC2}:natgateway/*`,
    ],
  ],
  [
    'a peering that is accepted: the connection, and the accepter’s VPC in its own account',
    call('ec2', 'AcceptVpcPeeringConnection', { VpcPeeringConnectionId: 'pcx-1' }),
    [
      `ec2:AcceptVpcPeeringConnection ${EC2}:vpc-peering-connection/pcx-1`,
      'ec2:AcceptVpcPeeringConnection arn:aws:ec2:us-east-1:100000000004:vpc/vpc-2',
    ],
  ],
  [
    'the end of an association: table and subnet, which the call does not name',
    call('ec2', 'DisassociateRouteTable', { AssociationId: 'rtbassoc-1' }),
    [`ec2:DisassociateRouteTable ${EC2}:route-table/rtb-1`, `ec2:DisassociateRouteTable ${EC2}:subnet/subnet-1`],
  ],
  [
    'a replay: archive, bus and replay',
    call('events', 'StartReplay', {
      ReplayName: 'r',
      EventSourceArn: 'arn:aws:events:us-east-1:999999999999:archive/a',
      Destination: { Arn: 'arn:aws:events:us-east-1:999999999999:event-bus/b' },
    }),
    [
      'events:StartReplay arn:aws:events:us-east-1:999999999999:archive/a',
      'events:StartReplay arn:aws:events:us-east-1:999999999999:event-bus/b',
      'events:StartReplay arn:aws:events:us-east-1:999999999999:replay/r',
    ],
  ],
  [
    'an account that moves: itself, where it was and where it goes',
    call('organizations', 'MoveAccount', { AccountId: '999999999999', SourceParentId: 'r-1', DestinationParentId: 'ou-1-2' }),
    [
      'organizations:MoveAccount arn:aws:organizations::100000000001:account/o-1/999999999999',
      'organizations:MoveAccount arn:aws:organizations::100000000001:root/o-1/r-1',
      'organizations:MoveAccount arn:aws:organizations::100000000001:ou/o-1/ou-1-2',
    ],
  ],
  [
    'an account that is created with tags: the permission to tag besides',
    call('organizations', 'CreateAccount', { AccountName: 'x', ...TAGS }),
    ['organizations:CreateAccount *', 'organizations:TagResource arn:aws:organizations::100000000001:account/o-1/*'],
  ],
  [
    'an object under a customer’s key: the object and the key',
    call('s3', 'PutObject', { Bucket: 'secret', Key: 'a' }),
    ['s3:PutObject arn:aws:s3:::secret/a', 'kms:GenerateDataKey arn:aws:kms:us-east-1:100000000003:key/1'],
  ],
  [
    'a signature by an alias: the key',
    call('kms', 'Sign', { KeyId: 'alias/signs', SigningAlgorithm: 'ECDSA_SHA_256', MessageType: 'DIGEST' }),
    ['kms:Sign arn:aws:kms:us-east-1:100000000003:key/2'],
  ],
  [
    'versions that are deleted: each object',
    call('s3', 'DeleteObjects', { Bucket: 'b', body: { Delete: { Object: [{ Key: 'a', VersionId: '1' }, { Key: 'c' }] } } }),
    ['s3:DeleteObject arn:aws:s3:::b/a', 's3:DeleteObjectVersion arn:aws:s3:::b/a', 's3:DeleteObject arn:aws:s3:::b/c'],
  ],
  [
    'a pipeline: its tags, and the role that is passed to it',
    call('codepipeline', 'CreatePipeline', {
      pipeline: { name: 'p', roleArn: 'arn:aws:iam::999999999999:role/r' },
      tags: [{ key: 'shop:customer-id', value: '01T' }],
    }),
    [
      'codepipeline:CreatePipeline arn:aws:codepipeline:us-east-1:999999999999:p',
      'codepipeline:TagResource arn:aws:codepipeline:us-east-1:999999999999:p',
      'iam:PassRole arn:aws:iam::999999999999:role/r',
    ],
  ],
  [
    'a web ACL with a managed rule group: that group too',
    call('wafv2', 'CreateWebACL', {
      Name: 'w',
      Scope: 'CLOUDFRONT',
      Rules: [{ Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet' } } }],
    }),
    [
      'wafv2:CreateWebACL arn:aws:wafv2:us-east-1:999999999999:global/webacl/w/*',
      'wafv2:CreateWebACL arn:aws:wafv2:us-east-1:999999999999:global/managedruleset/AWSManagedRulesCommonRuleSet/*',
    ],
  ],
  [
    'a transaction: its parts, each on its table',
    call('dynamodb', 'TransactWriteItems', {
      TransactItems: [
        { Put: { TableName: 't', Item: { pk: { S: 'SLUG#a' } } } },
        { ConditionCheck: { TableName: 't', Key: { pk: { S: 'X' } } } },
      ],
    }),
    [
      'dynamodb:PutItem arn:aws:dynamodb:us-east-1:999999999999:table/t',
      'dynamodb:ConditionCheckItem arn:aws:dynamodb:us-east-1:999999999999:table/t',
    ],
  ],
  [
    'a stage of an HTTP API that is created with tags',
    call(
      'apigateway',
      'CreateStage',
      { ApiId: 'a', body: { stageName: '$default', tags: { 'shop:customer-id': '01T' } } },
      { path: '/v2/apis/a/stages' },
    ),
    [
      'apigateway:POST arn:aws:apigateway:us-east-1::/apis/a/stages',
      'apigateway:TagResource arn:aws:apigateway:us-east-1::/apis/a/stages',
      'apigateway:POST arn:aws:apigateway:us-east-1::/tags/arn',
    ],
  ],
])('IAM is asked about everything that a call touches: %s', async (_title, input, expected) => {
  expect(await asked(input)).toEqual(expected);
  expect(await mistakes((await requestsOf(input, look)) ?? [])).toEqual([]);
});

test('tags of a request, and what they are given while creating, are keys of the permission to tag', async () => {
  const requests = await requestsOf(call('ec2', 'CreateNatGateway', { SubnetId: 'subnet-1', ...SPECIFICATION }), look);
  expect(requests?.find(({ action }) => action === 'ec2:CreateTags')?.keys).toEqual({
    'aws:RequestTag/shop:customer-id': '01T',
    'aws:TagKeys': ['shop:customer-id'],
    'ec2:CreateAction': 'CreateNatGateway',
  });
  // The subnet has tags of its own; the request gives it none.
  expect(requests?.find(({ resource }) => resource.includes('subnet'))?.keys).toBeUndefined();
});

test('what is given to a role is asked about with the boundary that the role has', async () => {
  const requests = await requestsOf(call('iam', 'PutRolePolicy', { RoleName: 'r' }), look);
  expect(requests?.[0]?.keys).toEqual({ 'iam:PermissionsBoundary': 'arn:boundary' });
});

test('a stack asks what the handlers of its resources ask, on the resources that the template names', async () => {
  const Role = { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'Name' }, PermissionsBoundary: 'arn:boundary' } };
  const after = { resources: { Role }, parameters: { Name: 'shop-api' } };
  const work = { ...look, stack: async () => ({ before: { resources: {}, parameters: {} }, after }) };
  const requests = await requestsOf(call('cloudformation', 'ExecuteChangeSet', { StackName: 's', ChangeSetName: 'c' }), work);
  expect(requests).toContainEqual({
    action: 'iam:CreateRole',
    resource: 'arn:aws:iam::999999999999:role/shop-api',
    handler: 'AWS::IAM::Role create, read',
    keys: { 'iam:PermissionsBoundary': 'arn:boundary', 'aws:CalledVia': ['cloudformation.amazonaws.com'] },
  });
});

test('a call that no table knows is told, never silently allowed', async () => {
  expect(await requestsOf(call('s3', 'PutBucketWebsite', {}), look)).toBeUndefined();
  expect(await requestsOf(call('sts', 'GetCallerIdentity', {}), look)).toEqual([]);
});

test.each<[string, readonly { action: string; resource: string }[], string]>([
  ['an action that AWS does not know', [{ action: 's3:PutFoo', resource: '*' }], 's3:PutFoo is no action'],
  [
    'a resource that the action does not take',
    [{ action: 'sns:Publish', resource: 'arn:aws:sqs:us-east-1:1:q' }],
    'sns:Publish takes no resource like arn:aws:sqs:us-east-1:1:q',
  ],
  [
    'a required resource that no request names',
    [
      { action: 'events:StartReplay', resource: 'arn:aws:events:us-east-1:1:archive/a' },
      { action: 'events:StartReplay', resource: 'arn:aws:events:us-east-1:1:replay/a' },
    ],
    'events:StartReplay needs a resource of the type event-bus',
  ],
])('the Service Authorization Reference finds %s', async (_title, requests, message) => {
  expect((await mistakes(requests)).join()).toContain(message);
});
