import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** DevOps account: the tenant's pipeline and build projects. PassRole of the build and pipeline roles is added by the template. */
export const accountPolicy: readonly Statement[] = [
  allow(
    [
      'codepipeline:CreatePipeline',
      'codepipeline:DeletePipeline',
      'codepipeline:GetPipeline',
      'codepipeline:GetPipelineExecution',
      'codepipeline:GetPipelineState',
      'codepipeline:ListPipelineExecutions',
      'codepipeline:ListTagsForResource',
      'codepipeline:StartPipelineExecution',
      'codepipeline:StopPipelineExecution',
      'codepipeline:TagResource',
      'codepipeline:UpdatePipeline',
    ],
    'arn:aws:codepipeline:*:*:tenantry-*',
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
    'arn:aws:codebuild:*:*:project/tenantry-*',
  ),
];

/** Tenant account: user pool, first user and its secret. */
export const tenantPolicy: readonly Statement[] = [
  // A pool has its id only after its creation (Service Authorization Reference, Amazon Cognito User Pools).
  allow(['cognito-idp:CreateUserPool', 'cognito-idp:ListUserPools'], '*'),
  allow(
    [
      'cognito-idp:AdminAddUserToGroup',
      'cognito-idp:AdminCreateUser',
      'cognito-idp:AdminGetUser',
      'cognito-idp:AdminSetUserPassword',
      'cognito-idp:CreateGroup',
      'cognito-idp:CreateUserPoolClient',
      'cognito-idp:DeleteUserPool',
      'cognito-idp:DescribeUserPool',
      'cognito-idp:DescribeUserPoolClient',
      'cognito-idp:GetGroup',
      'cognito-idp:ListUserPoolClients',
      'cognito-idp:ListTagsForResource',
      'cognito-idp:TagResource',
      'cognito-idp:UpdateUserPool',
      'cognito-idp:UpdateUserPoolClient',
    ],
    'arn:aws:cognito-idp:*:*:userpool/*',
  ),
  allow(
    [
      'secretsmanager:CreateSecret',
      'secretsmanager:DeleteSecret',
      'secretsmanager:DescribeSecret',
      'secretsmanager:PutSecretValue',
      'secretsmanager:TagResource',
    ],
    'arn:aws:secretsmanager:*:*:secret:tenantry-*',
  ),
];
