import { expect } from '@jest/globals';
import { attack } from '../attack.ts';
import { asks, tenantRole } from '../tenant-roles.ts';

const A = '01JTENANTAAAAAAAAAAAAAAAAA';
const ACCOUNT = '200000000001';
const name = `tenantry-${A.toLowerCase()}-api`;
/** Who asks about something of his own account. */
const IN_ITS_ACCOUNT = { 'aws:PrincipalAccount': '200000000001', 'aws:ResourceAccount': '200000000001' };
const STEPS = ['migrate', 'service', 'ui', 'application'];
const arn = (service: string, rest: string, region = 'us-east-1') => `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;
const functionArn = arn('lambda', `function:${name}`);
const service = tenantRole(A, 'service');

attack('release-changes-trust', 'a release makes a role that somebody else may assume, or changes whom one trusts', () => {
  const writes = ['CreateRole', 'UpdateAssumeRolePolicy', 'PutRolePolicy', 'AttachRolePolicy', 'PutRolePermissionsBoundary', 'CreateUser'];
  const roles = [name, 'tenantry-dev-application', 'tenantry-dev-service', 'tenantry-dev-account', `tenantry-evil-api`];
  for (const step of STEPS)
    for (const write of [...writes, 'DeleteRolePermissionsBoundary', 'CreatePolicyVersion', 'CreateAccessKey', 'CreateSAMLProvider'])
      for (const role of roles) {
        const bounded = { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/tenantry-dev-boundary` };
        expect({
          step,
          write,
          role,
          may: asks(tenantRole(A, step), `iam:${write}`, `arn:aws:iam::${ACCOUNT}:role/${role}`, bounded),
        }).toEqual({ step, write, role, may: false });
      }
  const passes = (role: string, to: string) =>
    asks(service, 'iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/${role}`, { 'iam:PassedToService': to });
  expect(passes('tenantry-dev-application', 'lambda.amazonaws.com')).toBe(true);
  expect(passes('tenantry-dev-application', 'ec2.amazonaws.com')).toBe(false);
  expect(['tenantry-dev-account', 'tenantry-dev-pipeline', name].filter((role) => passes(role, 'lambda.amazonaws.com'))).toEqual([]);
});

attack('release-opens-function', "a release lets an account, everybody or a URL call the tenant's function past its API", () => {
  const gives = (principal: string, more: Record<string, string> = {}) =>
    asks(service, 'lambda:AddPermission', functionArn, { 'lambda:Principal': principal, ...more });
  expect(gives('apigateway.amazonaws.com')).toBe(true);
  expect(gives('events.amazonaws.com')).toBe(true);
  const others = ['*', '666666666666', 'arn:aws:iam::666666666666:root', 's3.amazonaws.com', 'cloudfront.amazonaws.com', ''];
  expect(others.filter((principal) => gives(principal))).toEqual([]);
  expect(asks(service, 'lambda:AddPermission', functionArn)).toBe(false);
  for (const type of ['NONE', 'AWS_IAM']) expect(gives('apigateway.amazonaws.com', { 'lambda:FunctionUrlAuthType': type })).toBe(false);
  const doors = [
    'CreateFunctionUrlConfig',
    'UpdateFunctionUrlConfig',
    'AddLayerVersionPermission',
    'CreateEventSourceMapping',
    'CreateAlias',
  ];
  expect(doors.filter((door) => asks(service, `lambda:${door}`, functionArn))).toEqual([]);
});

attack('release-sends-out', "a release's rule sends what happens in the account to somebody else's bus, queue or function", () => {
  const rule = arn('events', `rule/${name}`);
  const puts = (...targets: readonly string[]) => asks(service, 'events:PutTargets', rule, { 'events:TargetArn': targets });
  expect(puts(functionArn)).toBe(true);
  const foreign = 'arn:aws:events:us-east-1:666666666666:event-bus/evil';
  expect([puts(foreign), puts(functionArn, foreign), puts(arn('sqs', 'queue')), asks(service, 'events:PutTargets', rule)]).toEqual([
    ...[false, false, false, false],
  ]);
});

attack('release-tags-foreign-group', 'a release gives a security group the tag of another tenant, or tags by which others decide', () => {
  const tags = (given: Readonly<Record<string, string>>) =>
    asks(service, 'ec2:CreateTags', arn('ec2', 'security-group/sg-1'), {
      'aws:TagKeys': Object.keys(given),
      ...Object.fromEntries(Object.entries(given).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    });
  expect(tags({ 'tenantry:tenant-id': A, 'tenantry:stage': 'dev', 'aws:cloudformation:stack-name': name })).toBe(true);
  expect(tags({ 'tenantry:tenant-id': '01JTENANTBBBBBBBBBBBBBBBBB' })).toBe(false);
  expect(tags({ 'tenantry:tenant-id': A, admin: 'yes' })).toBe(false);
  expect(asks(service, 'ec2:CreateTags', arn('ec2', 'vpc/vpc-1'), { 'aws:RequestTag/tenantry:tenant-id': A })).toBe(false);
});

attack('step-of-another', 'the step of a release that runs code of the application does what another step may', () => {
  const list: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
    migrate: [['secretsmanager:GetSecretValue', arn('secretsmanager', `secret:tenantry-${A.toLowerCase()}-migrations-a1B2c3`)]],
    service: [
      ['cloudformation:ExecuteChangeSet', arn('cloudformation', `stack/${name}/1`)],
      ['lambda:UpdateFunctionCode', functionArn],
      ['apigateway:POST', 'arn:aws:apigateway:us-east-1::/apis/a1/routes'],
    ],
    ui: [['s3:PutObject', `arn:aws:s3:::tenantry-${A.toLowerCase()}-ui/index.html`]],
  };
  for (const [owner, calls] of Object.entries(list))
    for (const [action, resource] of calls)
      for (const step of Object.keys(list))
        expect({ step, action, may: asks(tenantRole(A, step), action, resource, IN_ITS_ACCOUNT) }).toEqual({
          step,
          action,
          may: step === owner,
        });
});

attack('console-uploaded-elsewhere', "the console's files go to a bucket of its name that is in somebody else's account", () => {
  const upload = (account: string) =>
    asks(tenantRole(A, 'ui'), 's3:PutObject', `arn:aws:s3:::tenantry-${A.toLowerCase()}-ui/config.json`, {
      ...IN_ITS_ACCOUNT,
      'aws:ResourceAccount': account,
    });
  expect([upload('666666666666'), upload(IN_ITS_ACCOUNT['aws:PrincipalAccount'])]).toEqual([false, true]);
});
