import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** Tenant account: what a release deploys, assumed by the builds of the DevOps account. */
export const tenantPolicy: readonly Statement[] = [
  allow(['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'], ['arn:aws:s3:::tenantry-*', 'arn:aws:s3:::tenantry-*/*']),
  allow(
    [
      'lambda:AddPermission',
      'lambda:CreateFunction',
      'lambda:DeleteFunction',
      'lambda:GetFunction',
      'lambda:GetFunctionConfiguration',
      'lambda:GetPolicy',
      'lambda:ListTags',
      'lambda:RemovePermission',
      'lambda:TagResource',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ],
    'arn:aws:lambda:*:*:function:tenantry-*',
  ),
  allow(
    ['apigateway:DELETE', 'apigateway:GET', 'apigateway:PATCH', 'apigateway:POST'],
    ['arn:aws:apigateway:*::/apis', 'arn:aws:apigateway:*::/apis/*'],
  ),
  allow('cloudfront:CreateInvalidation', 'arn:aws:cloudfront::*:distribution/*'),
];
