// A policy variable is no template literal.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables
import { describe, expect, test } from '@jest/globals';
import { type Decision, evaluate } from './evaluate.ts';
import { resourceMatches } from './pattern.ts';
import type { Context, Policy, Statement } from './policy.ts';

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide';

const policyOf = (name: string, ...statements: Statement[]): Policy => ({ name, statements });
const everything = policyOf('everything', { Effect: 'Allow', Action: '*', Resource: '*' });
const outcome = (decision: Decision): string => (decision.allowed ? 'allowed' : decision.reason);
const ask = (statements: readonly Statement[], action: string, resource: string, context: Context = {}): string =>
  outcome(evaluate({ identity: [{ name: 'policy', statements }] }, { action, resource, context }));

describe(`the example policies of the IAM User Guide have the outcome that it documents (${IAM})`, () => {
  // access_policies_boundaries.html: the boundary of "ShirleyRodriguez", whose policy lets her create users.
  const boundary = policyOf('boundary', { Effect: 'Allow', Action: ['s3:*', 'cloudwatch:*', 'ec2:*'], Resource: '*' });
  const createUser = policyOf('create', { Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' });

  test('access_policies_boundaries.html: a boundary limits what a policy grants, and grants nothing itself', () => {
    const shirley = { identity: [createUser], boundary };
    expect(outcome(evaluate(shirley, { action: 'iam:CreateUser', resource: '*', context: {} }))).toBe('permissions boundary');
    expect(outcome(evaluate(shirley, { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: {} }))).toBe('identity policy');
    const widened = { identity: [everything], boundary };
    expect(outcome(evaluate(widened, { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context: {} }))).toBe('allowed');
  });

  test('reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html: an explicit deny overrides an allow', () => {
    const statements: Statement[] = [
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::amzn-s3-demo-bucket/*'] },
    ];
    expect(ask(statements, 's3:GetObject', 'arn:aws:s3:::amzn-s3-demo-bucket/x')).toBe('allowed');
    expect(ask(statements, 's3:GetObject', 'arn:aws:s3:::other/x')).toBe('explicit deny');
    expect(ask(statements, 'ec2:RunInstances', '*')).toBe('identity policy');
  });

  test('reference_policies_elements_notaction.html: everything but what is named', () => {
    const deny: Statement = {
      Effect: 'Deny',
      NotAction: 'iam:*',
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
    };
    const statements: Statement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }, deny];
    expect(ask(statements, 'iam:ChangePassword', '*', { 'aws:MultiFactorAuthPresent': 'false' })).toBe('allowed');
    expect(ask(statements, 's3:ListAllMyBuckets', '*', { 'aws:MultiFactorAuthPresent': 'false' })).toBe('explicit deny');
    // Long-term keys have no such key at all, and …IfExists then counts as met.
    expect(ask(statements, 's3:ListAllMyBuckets', '*')).toBe('explicit deny');
    expect(ask(statements, 's3:ListAllMyBuckets', '*', { 'aws:MultiFactorAuthPresent': 'true' })).toBe('allowed');
  });

  test('reference_policies_variables.html: a variable is the value of the request, and nothing where there is none', () => {
    const home: Statement = {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: 'arn:aws:s3:::bucket/${aws:username}/*',
    };
    expect(ask([home], 's3:GetObject', 'arn:aws:s3:::bucket/nikhil/a', { 'aws:username': 'nikhil' })).toBe('allowed');
    expect(ask([home], 's3:GetObject', 'arn:aws:s3:::bucket/martha/a', { 'aws:username': 'nikhil' })).toBe('identity policy');
    expect(ask([home], 's3:GetObject', 'arn:aws:s3:::bucket/nikhil/a')).toBe('identity policy');
    expect(ask([home], 's3:GetObject', 'arn:aws:s3:::bucket/martha/a', { 'aws:username': '*' })).toBe('identity policy');
    const team: Statement = { ...home, Resource: "arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'company-wide'}/*" };
    expect(ask([team], 's3:GetObject', 'arn:aws:s3:::bucket/company-wide/a')).toBe('allowed');
    const literal: Statement = { ...home, Resource: 'arn:aws:s3:::bucket/${*}' };
    expect(ask([literal], 's3:GetObject', 'arn:aws:s3:::bucket/*')).toBe('allowed');
    expect(ask([literal], 's3:GetObject', 'arn:aws:s3:::bucket/a')).toBe('identity policy');
  });

  test('reference_policies_examples_ec2_tag-owner.html: instances by the tag that names their owner', () => {
    const statement: Statement = {
      Effect: 'Allow',
      Action: ['ec2:StartInstances', 'ec2:StopInstances'],
      Resource: 'arn:aws:ec2:*:*:instance/*',
      Condition: { StringEquals: { 'aws:ResourceTag/Owner': '${aws:username}' } },
    };
    const instance = 'arn:aws:ec2:us-east-1:111122223333:instance/i-1';
    expect(ask([statement], 'ec2:StartInstances', instance, { 'aws:username': 'richard', 'aws:ResourceTag/Owner': 'richard' })).toBe(
      'allowed',
    );
    // The name of a key has no case; its value has.
    expect(ask([statement], 'ec2:startinstances', instance, { 'aws:username': 'richard', 'aws:resourcetag/owner': 'richard' })).toBe(
      'allowed',
    );
    expect(ask([statement], 'ec2:StartInstances', instance, { 'aws:username': 'richard', 'aws:ResourceTag/Owner': 'Richard' })).toBe(
      'identity policy',
    );
  });

  test('reference_policies_condition-single-vs-multi-valued-context-keys.html: ForAllValues and ForAnyValue', () => {
    const all: Statement = {
      Effect: 'Allow',
      Action: 'dynamodb:GetItem',
      Resource: '*',
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:requestedAttributes': ['PostDateTime', 'Message', 'Tags'] } },
    };
    const attributes = (...names: string[]): Context => ({ 'dynamodb:requestedAttributes': names });
    expect(ask([all], 'dynamodb:GetItem', '*', attributes('PostDateTime', 'Message'))).toBe('allowed');
    expect(ask([all], 'dynamodb:GetItem', '*', attributes('PostDateTime', 'UserName'))).toBe('identity policy');
    // True also where the request has no such key: a caution of the guide.
    expect(ask([all], 'dynamodb:GetItem', '*')).toBe('allowed');
    const any: Statement[] = [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'dynamodb:PutItem',
        Resource: '*',
        Condition: { 'ForAnyValue:StringLike': { 'dynamodb:requestedAttributes': ['ID', 'PostDateTime'] } },
      },
    ];
    expect(ask(any, 'dynamodb:PutItem', '*', attributes('UserName', 'Message', 'PostDateTime'))).toBe('explicit deny');
    expect(ask(any, 'dynamodb:PutItem', '*', attributes('UserName'))).toBe('allowed');
    expect(ask(any, 'dynamodb:PutItem', '*')).toBe('allowed');
  });

  test.each([
    // reference_policies_elements_resource.html, "Using wildcards in resource ARNs"
    ['arn:aws:sqs:us-east-1:111122223333:queue1', 'arn:aws:sqs:*:*:queue1', true],
    ['arn:aws:s3:::amzn-s3-demo-bucket/folder/1/test-object', 'arn:aws:s3:::amzn-s3-demo-bucket/*/test-object', true],
    ['arn:aws:logs:us-east-1:111122223333:log-group:/a:log-stream:b', 'arn:aws:logs:*:*:log-group:/a:*', true],
    ['arn:aws:logs:us-east-1:111122223333:log-group:/a:*', 'arn:aws:logs:*:*:log-group:/a', false],
    ['*', 'arn:aws:s3:::*', false],
    ['arn:aws:s3:::Bucket', 'arn:aws:s3:::bucket', false],
    // A wildcard within a segment ends at its colon.
    ['arn:aws:logs:us-east-1:111122223333:log-group:a:x-api', 'arn:aws:logs:*:*:log-group:a*-api', false],
  ])('resource %s and %s: %s', (resource, pattern, result) => {
    expect(resourceMatches(resource, pattern)).toBe(result);
  });
});

describe(`service control policies decide as documented (${ORGANIZATIONS}/orgs_manage_policies_scps_evaluation.html)`, () => {
  const full = policyOf('FullAWSAccess', { Effect: 'Allow', Action: '*', Resource: '*' });
  const of = (action: string, scps: readonly (readonly Policy[])[], context: Context = {}): string =>
    outcome(evaluate({ identity: [everything], scps }, { action, resource: '*', context }));

  test('an action must be allowed at every level from the root to the account', () => {
    const s3 = policyOf('s3', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    expect(of('s3:GetObject', [[full], [full], [full]])).toBe('allowed');
    expect(of('ec2:RunInstances', [[full], [s3], [full]])).toBe('service control policy');
    expect(of('s3:GetObject', [[full], [s3], [full]])).toBe('allowed');
    expect(of('s3:GetObject', [[full], [], [full]])).toBe('service control policy');
  });

  test('a deny at any level holds for everything below', () => {
    const deny = policyOf('deny', { Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' });
    expect(of('organizations:LeaveOrganization', [[full, deny], [full], [full]])).toBe('explicit deny');
    expect(of('organizations:DescribeOrganization', [[full, deny], [full], [full]])).toBe('allowed');
  });

  test('they grant nothing', () => {
    const request = { action: 's3:GetObject', resource: '*', context: {} };
    expect(outcome(evaluate({ identity: [], scps: [[full]] }, request))).toBe('identity policy');
  });

  test('orgs_manage_policies_scps_examples_general.html: no region but two, global services and one role apart', () => {
    const regions = policyOf('regions', {
      Sid: 'DenyAllOutsideEU',
      Effect: 'Deny',
      NotAction: ['iam:*', 'route53:*', 'sts:*'],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] },
        ArnNotLike: { 'aws:PrincipalARN': ['arn:aws:iam::*:role/Role1AllowedToBypassThisSCP'] },
      },
    });
    const from = (action: string, region: string, role: string): string =>
      of(action, [[full, regions]], { 'aws:RequestedRegion': region, 'aws:PrincipalArn': `arn:aws:iam::111122223333:role/${role}` });
    expect(from('ec2:RunInstances', 'us-east-1', 'other')).toBe('explicit deny');
    expect(from('ec2:RunInstances', 'eu-west-1', 'other')).toBe('allowed');
    expect(from('iam:CreateUser', 'us-east-1', 'other')).toBe('allowed');
    expect(from('ec2:RunInstances', 'us-east-1', 'Role1AllowedToBypassThisSCP')).toBe('allowed');
  });

  test('orgs_manage_policies_scps_examples_tagging.html: no instance without a tag', () => {
    const tagged = policyOf('tagged', {
      Effect: 'Deny',
      Action: 'ec2:RunInstances',
      Resource: '*',
      Condition: { Null: { 'aws:RequestTag/CostCenter': 'true' } },
    });
    expect(of('ec2:RunInstances', [[full, tagged]])).toBe('explicit deny');
    expect(of('ec2:RunInstances', [[full, tagged]], { 'aws:RequestTag/CostCenter': '1' })).toBe('allowed');
  });
});

test('a denial says which statement, or which policies had none', () => {
  const request = { action: 's3:GetObject', resource: '*', context: {} };
  const deny = policyOf('guard', { Sid: 'NoReading', Effect: 'Deny', Action: 's3:Get*', Resource: '*' });
  expect(evaluate({ identity: [everything, deny] }, request)).toMatchObject({ where: 'guard, statement NoReading' });
  expect(evaluate({ identity: [everything] }, request)).toEqual({ allowed: true, by: 'everything, statement 0' });
  expect(evaluate({ identity: [] }, request)).toMatchObject({ reason: 'identity policy', where: 'none attached' });
});
