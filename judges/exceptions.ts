import type { Exception } from './finding.ts';

/** Permissions that a resource's handlers have for what the template does not use: one exception per action, so that none outlives its need. */
const unused = (type: string, reason: string, actions: readonly string[], source = `CloudFormation's registry, schema of ${type}`) =>
  actions.map(
    (action): Exception => ({
      judge: 'handlers',
      rule: 'permission',
      of: new RegExp(` ${type}: (create|update|delete): \\w+ lacks ${action.replaceAll('.', '\\.')}$`),
      reason,
      source,
    }),
  );

const handlers: readonly Exception[] = [
  ...unused('AWS::IAM::Role', 'no role has managed policies', ['iam:AttachRolePolicy', 'iam:DetachRolePolicy']),
  ...unused('AWS::IAM::Role', 'a role of a release always has its boundary; those of the baseline have none', [
    'iam:DeleteRolePermissionsBoundary',
    'iam:PutRolePermissionsBoundary',
  ]),
  ...unused(
    'AWS::IAM::Role',
    'replaced by iam:UpdateRole, which is allowed',
    ['iam:UpdateRoleDescription'],
    'IAM API reference, UpdateRoleDescription: "Use UpdateRole instead"',
  ),
  ...unused('AWS::IAM::Role', 'a deletion tags nothing', ['iam:TagRole', 'iam:UntagRole']),
  ...unused('AWS::IAM::ManagedPolicy', 'it is used as a boundary and attached to nobody', [
    'iam:AttachGroupPolicy',
    'iam:AttachRolePolicy',
    'iam:AttachUserPolicy',
    'iam:DetachGroupPolicy',
    'iam:DetachRolePolicy',
    'iam:DetachUserPolicy',
  ]),
  ...unused('AWS::Logs::LogGroup', 'no key, delivery, index, data protection, token or resource policy; its retention changes and stays', [
    'firehose:TagDeliveryStream',
    'logs:AssociateKmsKey',
    'logs:CreateLogDelivery',
    'logs:DeleteIndexPolicy',
    'logs:DeleteResourcePolicy',
    'logs:DeleteRetentionPolicy',
    'logs:DisassociateKmsKey',
    'logs:PutBearerTokenAuthentication',
    'logs:PutDataProtectionPolicy',
    'logs:PutIndexPolicy',
    'logs:PutLogGroupDeletionProtection',
    'logs:PutResourcePolicy',
    's3:REST.PUT.OBJECT',
  ]),
  ...unused('AWS::EC2::SecurityGroup', 'no rule lets anything in', [
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:RevokeSecurityGroupIngress',
    'ec2:UpdateSecurityGroupRuleDescriptionsIngress',
  ]),
  ...unused(
    'AWS::EC2::SecurityGroup',
    'a release gives its stack the same tags each time, and tags of other groups are nothing to a build',
    ['ec2:DeleteTags'],
  ),
  ...unused(
    'AWS::Lambda::Function',
    'no key, layer, file system, code signing, capacity provider, concurrency, scaling, version or runtime of its own',
    [
      'elasticfilesystem:DescribeMountTargets',
      'kms:CreateGrant',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'lambda:AssociateRuntimeAlias',
      'lambda:DeleteFunctionCodeSigningConfig',
      'lambda:DeleteFunctionConcurrency',
      'lambda:GetCodeSigningConfig',
      'lambda:GetLayerVersion',
      'lambda:PassCapacityProvider',
      'lambda:PublishVersion',
      'lambda:PutFunctionCodeSigningConfig',
      'lambda:PutFunctionConcurrency',
      'lambda:PutFunctionRecursionConfig',
      'lambda:PutFunctionScalingConfig',
      'lambda:PutRuntimeManagementConfig',
      's3files:ListMountTargets',
    ],
  ),
  ...['Authorizer', 'Integration', 'Route'].flatMap((part) =>
    unused(
      `AWS::ApiGatewayV2::${part}`,
      'an update is a PATCH, which is allowed',
      ['apigateway:PUT'],
      `Amazon API Gateway Version 2 API reference, Update${part}`,
    ),
  ),
];

/** Actions and resources that the reference does not have, but AWS names in a refusal. */
const TAG_RESOURCE = {
  reason: 'the creation of a stage with tags was refused for want of it',
  source: 'https://github.com/aws-amplify/amplify-cli/issues/12316',
};
const TAGS = {
  reason: 'the creation of an HTTP API with tags was refused for want of POST on /tags',
  source: 'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/997',
};
const HTTP_APIS =
  'Service Authorization Reference, Amazon API Gateway Management V2: resource types Api and Apis, which the data set lacks';
const serviceAuthorization: readonly Exception[] = [
  {
    judge: 'service-authorization',
    rule: 'resource',
    of: /takes arn:aws:apigateway:\*::\/apis$/,
    reason: 'HTTP APIs are listed and made below /apis',
    source: HTTP_APIS,
  },
  {
    judge: 'service-authorization',
    rule: 'resource',
    of: /(Account|Offboard)Role .*: no resource of the statement is a type that apigateway:GET takes$/,
    reason: 'the list of HTTP APIs is the resource /apis',
    source: HTTP_APIS,
  },
  { judge: 'service-authorization', rule: 'action', of: / EdgeRole .*apigateway:TagResource$/, ...TAG_RESOURCE },
  { judge: 'service-authorization', rule: 'resource', of: / EdgeRole .*takes arn:aws:apigateway:\*::\/tags$/, ...TAGS },
  { judge: 'service-authorization', rule: 'resource', of: / EdgeRole .*is a type that apigateway:POST takes$/, ...TAGS },
  {
    judge: 'service-authorization',
    rule: 'resource',
    of: /takes arn:aws:logs:\*:\*:log-group:\/aws\/lambda\/tenantry-\*-api:\*$/,
    reason: 'the reference has no :* at the end of a group, the documentation of the service has one: the statement has both',
    source: 'CloudWatch Logs user guide, "Overview of managing access permissions": ARN formats of log groups',
  },
];

const FRAMEWORK = 'osls 4.3.1, lib/plugins/aws/package/compile/functions.js: DependsOn of every function';
const cfnLint: readonly Exception[] = [
  {
    judge: 'cfn-lint',
    rule: 'W3005',
    of: /super-admin\/\S+\.json Resources\/\w+\/DependsOn/,
    reason: 'the framework says again what a reference already makes sure of',
    source: FRAMEWORK,
  },
  { judge: 'cfn-lint', rule: 'W3037', of: /Resources\/EdgeRole\/.*'tagresource' is not one of/, ...TAG_RESOURCE },
];

/** Every finding that is accepted, of every judge. One that nothing needs any more is a failure: take it out. */
export const exceptions: readonly Exception[] = [...cfnLint, ...serviceAuthorization, ...handlers];
