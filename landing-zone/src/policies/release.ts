import { DEPLOYMENT_TAG, serviceName, TENANT_TAG, tenantResourceName } from '@tenantry/shared/domain/names';
import { allow, functionInVpc, type Statement } from '@tenantry/shared/infra/policy';

/**
 * Tenant account: what a release may do there, by the step that does it. Each role is of one tenant, and no step has the rights of another:
 * code of the application runs with those of the migrations alone.
 */
export interface ReleaseOf {
  readonly deployment: string;
  readonly tenantId: string;
  /** Where releases are kept, in the DevOps account. */
  readonly artifactBucket: string;
}

/** The role of the application's function. */
export const applicationRoleName = (deployment: string): string => serviceName(deployment, 'application');

/** Data: the login that owns the tenant's schema, not that of its function. */
export const migratePolicy = ({ tenantId }: ReleaseOf): readonly Statement[] => [
  allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:*:*:secret:${tenantResourceName(tenantId, 'migrations')}*`),
];

/** UI: the files of the console. */
export const uiPolicy = ({ tenantId }: ReleaseOf): readonly Statement[] => {
  const bucket = `arn:aws:s3:::${tenantResourceName(tenantId, 'ui')}`;
  // The AWS CLI's `s3 sync` cannot say whose the bucket is (AWS CLI reference), so the role does.
  const own = { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } };
  return [
    allow('s3:ListBucket', bucket, own),
    // A file of more than 8 MB is uploaded in parts: what fails is cut short, or its parts stay and cost.
    allow(['s3:AbortMultipartUpload', 's3:PutObject'], `${bucket}/*`, own),
  ];
};

/** What the application does with the tenant's people. Nobody is deleted: rows are signed with subjects. */
export const MANAGES_USERS = [
  'cognito-idp:AdminAddUserToGroup',
  'cognito-idp:AdminCreateUser',
  'cognito-idp:AdminDisableUser',
  'cognito-idp:AdminEnableUser',
  'cognito-idp:AdminGetUser',
  'cognito-idp:AdminListGroupsForUser',
  'cognito-idp:AdminRemoveUserFromGroup',
  'cognito-idp:AdminUserGlobalSignOut',
  'cognito-idp:ListUsers',
  'cognito-idp:ListUsersInGroup',
];

/**
 * The application's function: its log, its database login, the tenant's people, its network interfaces. No release changes that, nor who may
 * assume it. A pool has its id only after its creation, so its tag says which one.
 */
export const applicationPolicy = ({ tenantId }: ReleaseOf): readonly Statement[] => [
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], `arn:aws:logs:*:*:log-group:/aws/lambda/${tenantResourceName(tenantId, 'api')}:*`),
  allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:*:*:secret:${tenantResourceName(tenantId, 'database')}*`),
  allow(MANAGES_USERS, 'arn:aws:cognito-idp:*:*:userpool/*', { StringEquals: { [`aws:ResourceTag/${TENANT_TAG}`]: tenantId } }),
  functionInVpc,
];

/** Service: the stack. CloudFormation acts with these rights, reads included. */
export const servicePolicy = ({ deployment, tenantId, artifactBucket }: ReleaseOf): readonly Statement[] => {
  const name = tenantResourceName(tenantId, 'api');
  const functionArn = `arn:aws:lambda:*:*:function:${name}`;
  const rule = `arn:aws:events:*:*:rule/${name}`;
  const group = 'arn:aws:ec2:*:*:security-group/*';
  return [
    // The function's code.
    allow(['s3:GetObject', 's3:GetObjectVersion'], `arn:aws:s3:::${artifactBucket}/releases/api/*`),
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
      `arn:aws:cloudformation:*:*:stack/${name}/*`,
    ),
    allow(
      [
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
      functionArn,
    ),
    // Its API and its rule may call the function: no account, no person, no URL. Whose they are, Lambda lets nobody demand here (Service
    // Authorization Reference, AWS Lambda).
    allow('lambda:AddPermission', functionArn, {
      StringEquals: { 'lambda:Principal': ['apigateway.amazonaws.com', 'events.amazonaws.com'] },
      Null: { 'lambda:FunctionUrlAuthType': 'true' },
    }),
    // No release makes a role: nobody could bound whom it trusts.
    allow('iam:PassRole', `arn:aws:iam::*:role/${applicationRoleName(deployment)}`, {
      StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' },
    }),
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
      [`arn:aws:logs:*:*:log-group:/aws/lambda/${name}`, `arn:aws:logs:*:*:log-group:/aws/lambda/${name}:*`],
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
        'events:RemoveTargets',
        'events:TagResource',
        'events:UntagResource',
      ],
      rule,
    ),
    allow('events:PutTargets', rule, {
      'ForAllValues:ArnLike': { 'events:TargetArn': functionArn },
      Null: { 'events:TargetArn': 'false' },
    }),
    allow('ec2:CreateSecurityGroup', 'arn:aws:ec2:*:*:vpc/*', { StringEquals: { [`aws:ResourceTag/${TENANT_TAG}`]: tenantId } }),
    // No tag can be asked of the group: CloudFormation gives it its tags last, after its rules. All groups of the account are the tenant's.
    allow(
      [
        'ec2:AuthorizeSecurityGroupEgress',
        'ec2:CreateSecurityGroup',
        'ec2:DeleteSecurityGroup',
        'ec2:RevokeSecurityGroupEgress',
        'ec2:UpdateSecurityGroupRuleDescriptionsEgress',
      ],
      group,
    ),
    // The stack's own tags and CloudFormation's, on nothing else.
    allow('ec2:CreateTags', group, {
      StringEquals: { [`aws:RequestTag/${TENANT_TAG}`]: tenantId },
      'ForAllValues:StringLike': { 'aws:TagKeys': [TENANT_TAG, DEPLOYMENT_TAG, 'aws:cloudformation:*'] },
    }),
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
};
