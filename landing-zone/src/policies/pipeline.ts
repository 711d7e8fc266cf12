import { RELEASES } from '@tenantry/shared/deployment/release';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** DevOps account: the tenant's pipeline and build projects, whose names begin with a ULID, which begins with 0: not what makes releases. Their roles are in `delivery.ts`. */
export const accountPolicy: readonly Statement[] = [
  allow(
    [
      'codepipeline:CreatePipeline',
      'codepipeline:DeletePipeline',
      'codepipeline:GetPipeline',
      'codepipeline:GetPipelineExecution',
      'codepipeline:GetPipelineState',
      'codepipeline:ListActionExecutions',
      'codepipeline:ListPipelineExecutions',
      'codepipeline:ListTagsForResource',
      'codepipeline:StartPipelineExecution',
      'codepipeline:StopPipelineExecution',
      'codepipeline:TagResource',
      'codepipeline:UpdatePipeline',
    ],
    'arn:aws:codepipeline:*:*:tenantry-0*',
  ),
  // Of a stage (Service Authorization Reference, AWS CodePipeline).
  allow(
    ['codepipeline:DisableStageTransition', 'codepipeline:EnableStageTransition', 'codepipeline:RetryStageExecution'],
    'arn:aws:codepipeline:*:*:tenantry-0*/*',
  ),
  allow(
    [
      'codebuild:BatchGetBuilds',
      'codebuild:BatchGetProjects',
      'codebuild:CreateProject',
      'codebuild:DeleteProject',
      'codebuild:ListBuildsForProject',
      'codebuild:StopBuild',
      'codebuild:UpdateProject',
    ],
    'arn:aws:codebuild:*:*:project/tenantry-0*',
  ),
  allow(
    ['logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:GetLogEvents', 'logs:PutRetentionPolicy', 'logs:TagResource'],
    ['arn:aws:logs:*:*:log-group:/aws/codebuild/tenantry-0*', 'arn:aws:logs:*:*:log-group:/aws/codebuild/tenantry-0*:*'],
  ),
];

/** DevOps account: which releases there are, and what they are made of. */
export const readsReleases = (artifactBucket: string): readonly Statement[] => [
  allow('s3:GetObject', `arn:aws:s3:::${artifactBucket}/${RELEASES}*`),
  // Without it S3 answers AccessDenied for a release that is not there yet.
  allow('s3:ListBucket', `arn:aws:s3:::${artifactBucket}`),
];

/** Tenant account: user pool, secrets, and taking back the stack that releases deploy (CloudFormation acts with its caller's rights). */
export const tenantPolicy: readonly Statement[] = [
  // A pool has its id only after its creation, and a domain has no ARN (Service Authorization Reference, Amazon Cognito User Pools).
  allow(['cognito-idp:CreateUserPool', 'cognito-idp:DescribeUserPoolDomain', 'cognito-idp:ListUserPools'], '*'),
  allow(
    [
      'cognito-idp:AdminAddUserToGroup',
      'cognito-idp:AdminCreateUser',
      'cognito-idp:AdminDisableUser',
      'cognito-idp:AdminEnableUser',
      'cognito-idp:AdminGetUser',
      'cognito-idp:AdminRemoveUserFromGroup',
      'cognito-idp:AdminSetUserPassword',
      'cognito-idp:AdminUserGlobalSignOut',
      'cognito-idp:CreateGroup',
      'cognito-idp:CreateManagedLoginBranding',
      'cognito-idp:CreateUserPoolClient',
      'cognito-idp:CreateUserPoolDomain',
      'cognito-idp:DeleteGroup',
      'cognito-idp:DeleteManagedLoginBranding',
      'cognito-idp:DeleteUserPool',
      'cognito-idp:DeleteUserPoolClient',
      'cognito-idp:DeleteUserPoolDomain',
      'cognito-idp:DescribeManagedLoginBrandingByClient',
      'cognito-idp:DescribeUserPool',
      'cognito-idp:DescribeUserPoolClient',
      'cognito-idp:ListGroups',
      'cognito-idp:ListUserPoolClients',
      'cognito-idp:ListUsers',
      'cognito-idp:ListUsersInGroup',
      'cognito-idp:SetUserPoolMfaConfig',
      'cognito-idp:TagResource',
      'cognito-idp:UpdateUserPool',
      'cognito-idp:UpdateUserPoolClient',
      'cognito-idp:UpdateUserPoolDomain',
    ],
    'arn:aws:cognito-idp:*:*:userpool/*',
  ),
  // Whether mail may leave from the tenant's own domain, and how many addresses SES writes to no more. The first two have no resource
  // (Service Authorization Reference, Amazon SES v2).
  allow(['ses:GetAccount', 'ses:ListSuppressedDestinations'], '*'),
  allow('ses:GetEmailIdentity', 'arn:aws:ses:*:*:identity/*'),
  // A pool that sends by SES has Cognito make this role, in its caller's name (Cognito Developer Guide, "Using service-linked roles").
  allow(
    'iam:CreateServiceLinkedRole',
    'arn:aws:iam::*:role/aws-service-role/email.cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdpEmailService',
    { StringEquals: { 'iam:AWSServiceName': 'email.cognito-idp.amazonaws.com' } },
  ),
  allow(
    [
      'secretsmanager:CreateSecret',
      'secretsmanager:DeleteSecret',
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
      'secretsmanager:RestoreSecret',
      'secretsmanager:TagResource',
    ],
    ['database', 'migrations', 'first-user'].map((purpose) => `arn:aws:secretsmanager:*:*:secret:tenantry-*-${purpose}*`),
  ),
  allow(
    ['cloudformation:DeleteStack', 'cloudformation:DescribeStackEvents', 'cloudformation:DescribeStacks'],
    'arn:aws:cloudformation:*:*:stack/tenantry-*-api/*',
  ),
  allow(
    [
      'lambda:DeleteFunction',
      'lambda:DeleteFunctionConcurrency',
      'lambda:GetFunction',
      'lambda:GetFunctionConcurrency',
      'lambda:PutFunctionConcurrency',
      'lambda:RemovePermission',
    ],
    'arn:aws:lambda:*:*:function:tenantry-*-api',
  ),
  allow(
    ['apigateway:DELETE', 'apigateway:GET'],
    ['routes', 'integrations', 'authorizers'].flatMap((part) => [
      `arn:aws:apigateway:*::/apis/*/${part}`,
      `arn:aws:apigateway:*::/apis/*/${part}/*`,
    ]),
  ),
  allow(
    ['events:DeleteRule', 'events:DescribeRule', 'events:ListTargetsByRule', 'events:RemoveTargets'],
    'arn:aws:events:*:*:rule/tenantry-*-api',
  ),
  // The reference has no `:*` at the end of a group's ARN, and the documentation of CloudWatch Logs wants one.
  allow(
    ['logs:DeleteDataProtectionPolicy', 'logs:DeleteLogGroup'],
    ['arn:aws:logs:*:*:log-group:/aws/lambda/tenantry-*-api', 'arn:aws:logs:*:*:log-group:/aws/lambda/tenantry-*-api:*'],
  ),
  // CloudFormation tags a group last: one whose creation was cut short has no tag.
  allow('ec2:DeleteSecurityGroup', 'arn:aws:ec2:*:*:security-group/*'),
  // Descriptions take no resource (Service Authorization Reference, Amazon EC2, Amazon CloudWatch Logs). CloudFormation looks for instances
  // before it deletes a security group (schema of AWS::EC2::SecurityGroup).
  allow(['ec2:DescribeInstances', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'logs:DescribeLogGroups'], '*'),
];
