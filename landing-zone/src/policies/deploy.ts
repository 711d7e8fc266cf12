import { TENANT_TAG } from '@tenantry/shared/domain/names';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

const tagged = { Null: { [`aws:ResourceTag/${TENANT_TAG}`]: 'false' } };
const role = 'arn:aws:iam::*:role/tenantry-*-api';
const bounded = { StringLike: { 'iam:PermissionsBoundary': 'arn:aws:iam::*:policy/tenantry-*-boundary' } };
const group = 'arn:aws:ec2:*:*:security-group/*';

/** Tenant account: what a release deploys, assumed by the builds of the DevOps account. CloudFormation acts with these rights, reads included. */
export const tenantPolicy: readonly Statement[] = [
  // Data: the tenant's own database login.
  allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:*:*:secret:tenantry-*-database*'),
  // UI.
  allow('s3:ListBucket', 'arn:aws:s3:::tenantry-*-ui'),
  // A file of more than 8 MB is uploaded in parts: what fails is cut short, or its parts stay and cost.
  allow(['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], 'arn:aws:s3:::tenantry-*-ui/*'),
  // Service: the function's code, from the DevOps account's artifacts.
  allow(['s3:GetObject', 's3:GetObjectVersion'], 'arn:aws:s3:::tenantry-*-artifacts-*/releases/api/*'),
  allow('kms:Decrypt', 'arn:aws:kms:*:*:key/*', { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } }),
  allow(
    [
      'cloudformation:CreateChangeSet',
      'cloudformation:DeleteChangeSet',
      'cloudformation:DeleteStack',
      'cloudformation:DescribeChangeSet',
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStacks',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:GetTemplateSummary',
      'cloudformation:ListChangeSets',
      'cloudformation:TagResource',
    ],
    'arn:aws:cloudformation:*:*:stack/tenantry-*-api/*',
  ),
  allow(
    [
      'lambda:AddPermission',
      'lambda:CreateFunction',
      'lambda:DeleteFunction',
      'lambda:GetFunction',
      'lambda:GetFunctionCodeSigningConfig',
      'lambda:GetFunctionRecursionConfig',
      'lambda:GetFunctionScalingConfig',
      'lambda:GetPolicy',
      'lambda:GetRuntimeManagementConfig',
      'lambda:ListTags',
      'lambda:RemovePermission',
      'lambda:TagResource',
      'lambda:UntagResource',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ],
    'arn:aws:lambda:*:*:function:tenantry-*-api',
  ),
  // What a build gives a role is bounded, or it could give itself every right by one.
  allow(['iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'], role, bounded),
  allow(
    [
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:GetRole',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
    ],
    role,
  ),
  allow('iam:PassRole', role, { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
  allow(
    [
      'logs:CreateLogGroup',
      'logs:DeleteDataProtectionPolicy',
      'logs:DeleteLogGroup',
      'logs:GetDataProtectionPolicy',
      'logs:ListTagsForResource',
      'logs:PutRetentionPolicy',
      'logs:TagResource',
      'logs:UntagResource',
    ],
    ['arn:aws:logs:*:*:log-group:/aws/lambda/tenantry-*-api', 'arn:aws:logs:*:*:log-group:/aws/lambda/tenantry-*-api:*'],
  ),
  allow(
    ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH', 'apigateway:POST'],
    ['routes', 'integrations', 'authorizers'].flatMap((part) => [
      `arn:aws:apigateway:*::/apis/*/${part}`,
      `arn:aws:apigateway:*::/apis/*/${part}/*`,
    ]),
  ),
  // Calls the function every day.
  allow(
    [
      'events:DeleteRule',
      'events:DescribeRule',
      'events:ListTagsForResource',
      'events:ListTargetsByRule',
      'events:PutRule',
      'events:PutTargets',
      'events:RemoveTargets',
      'events:TagResource',
      'events:UntagResource',
    ],
    'arn:aws:events:*:*:rule/tenantry-*-api',
  ),
  allow('ec2:CreateSecurityGroup', 'arn:aws:ec2:*:*:vpc/*', tagged),
  // No tag can be asked of the group: CloudFormation gives it its tags last, after its rules.
  allow(
    [
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:CreateSecurityGroup',
      'ec2:CreateTags',
      'ec2:DeleteSecurityGroup',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
    ],
    group,
  ),
  // Descriptions take no resource (Service Authorization Reference, Amazon EC2, Amazon CloudWatch Logs). CloudFormation looks for instances
  // before it deletes a security group (schema of AWS::EC2::SecurityGroup).
  allow(
    [
      'ec2:DescribeInstances',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
      'logs:DescribeIndexPolicies',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
    ],
    '*',
  ),
];
