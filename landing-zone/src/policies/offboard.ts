import { DEPLOYMENT_TAG, serviceName, TENANT_TAG } from '@tenantry/shared/domain/names';
import { NOTIFICATIONS } from '@tenantry/shared/domain/notifications';
import { allow, type Statement } from '@tenantry/shared/infra/policy';
import { keepShared } from './account.ts';

/** Only what carries a tenant's tag: in an account with something that a person made, the sweep lists it and leaves it alone. */
const tagged = { Null: { [`aws:ResourceTag/${TENANT_TAG}`]: 'false' } };
const ofDeployment = (deployment: string) => ({ StringEquals: { [`aws:ResourceTag/${DEPLOYMENT_TAG}`]: deployment } });
/** `tenantry-0*` matches every tenant: names derive from its id, a ULID, which begins with 0 until the year 10889. Names of the deployment begin with the deployment. */
const TENANTS = 'tenantry-0*';
const ec2 = (...types: readonly string[]): readonly string[] => types.map((type) => `arn:aws:ec2:*:*:${type}/*`);
const ACCOUNT = 'arn:aws:organizations::*:account/o-*/*';
const cloudFront = (...types: readonly string[]): readonly string[] => types.map((type) => `arn:aws:cloudfront::*:${type}`);

/** What carries a tenant's tag, of whatever service. GetResources has no resource types (AWS Resource Groups Tagging). */
const findTagged = allow('tag:GetResources', '*');
/** The other side of a tenant's peerings. Describe actions have no resource types (Amazon EC2). */
const findRoutes = allow(['ec2:DescribeRouteTables', 'ec2:DescribeVpcPeeringConnections'], '*');

/** DescribeLogGroups has no resource types (Amazon CloudWatch Logs). */
const findLogGroups = allow('logs:DescribeLogGroups', '*');

/** Tenant account: lists everything that may be there, and removes what is the tenant's. */
export const tenantPolicy: readonly Statement[] = [
  // Lists have no resource types (Service Authorization Reference of each service).
  allow(
    [
      'acm:ListCertificates',
      'cloudformation:ListStacks',
      'cloudfront:ListDistributions',
      'cloudfront:ListFunctions',
      'cloudfront:ListOriginAccessControls',
      'cloudfront:ListResponseHeadersPolicies',
      'cognito-idp:ListUserPools',
      'dynamodb:ListTables',
      'ec2:DescribeAddresses',
      'ec2:DescribeInstances',
      'ec2:DescribeInternetGateways',
      'ec2:DescribeNatGateways',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeRouteTables',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSnapshots',
      'ec2:DescribeSubnets',
      'ec2:DescribeVolumes',
      'ec2:DescribeVpcEndpoints',
      'ec2:DescribeVpcPeeringConnections',
      'ec2:DescribeVpcs',
      'events:ListRules',
      'iam:ListPolicies',
      'iam:ListRoles',
      'iam:ListUsers',
      'lambda:ListFunctions',
      's3:ListAllMyBuckets',
      'secretsmanager:ListSecrets',
      'ses:ListEmailIdentities',
      'wafv2:ListWebACLs',
    ],
    '*',
  ),
  findLogGroups,
  allow('apigateway:GET', 'arn:aws:apigateway:*::/apis'),
  // Whose something is.
  allow('acm:ListTagsForCertificate', 'arn:aws:acm:*:*:certificate/*'),
  allow('cloudfront:ListTagsForResource', cloudFront('distribution/*')),
  allow('s3:GetBucketTagging', 'arn:aws:s3:::*'),
  allow('ses:GetEmailIdentity', 'arn:aws:ses:*:*:identity/*'),
  allow('wafv2:ListTagsForResource', 'arn:aws:wafv2:us-east-1:*:global/webacl/*/*'),
  // Network.
  allow(
    [
      'ec2:DeleteInternetGateway',
      'ec2:DeleteNatGateway',
      'ec2:DeleteRouteTable',
      'ec2:DeleteSecurityGroup',
      'ec2:DeleteSubnet',
      'ec2:DeleteVpc',
      'ec2:DeleteVpcPeeringConnection',
      'ec2:DetachInternetGateway',
      'ec2:DisassociateRouteTable',
      'ec2:ReleaseAddress',
    ],
    ec2('elastic-ip', 'internet-gateway', 'natgateway', 'route-table', 'security-group', 'subnet', 'vpc', 'vpc-peering-connection'),
    tagged,
  ),
  // What Lambda left: its interfaces carry no tag, and what is attached EC2 keeps.
  allow('ec2:DeleteNetworkInterface', ec2('network-interface')),
  // Edge.
  allow('cloudfront:GetDistribution', cloudFront('distribution/*')),
  allow(['cloudfront:DeleteDistribution', 'cloudfront:UpdateDistribution'], cloudFront('distribution/*'), tagged),
  allow(['cloudfront:DeleteFunction', 'cloudfront:DescribeFunction'], cloudFront(`function/${TENANTS}`)),
  // Neither takes tags nor has its name in its ARN (Service Authorization Reference, Amazon CloudFront).
  allow(
    [
      'cloudfront:DeleteOriginAccessControl',
      'cloudfront:DeleteResponseHeadersPolicy',
      'cloudfront:GetOriginAccessControl',
      'cloudfront:GetResponseHeadersPolicy',
    ],
    cloudFront('origin-access-control/*', 'response-headers-policy/*'),
  ),
  allow(['wafv2:DeleteWebACL', 'wafv2:GetWebACL'], 'arn:aws:wafv2:us-east-1:*:global/webacl/tenantry-*/*'),
  allow('acm:DeleteCertificate', 'arn:aws:acm:*:*:certificate/*', tagged),
  allow(['apigateway:DELETE', 'apigateway:GET'], 'arn:aws:apigateway:*::/apis/*'),
  allow(['s3:DeleteBucket', 's3:ListBucketVersions'], `arn:aws:s3:::${TENANTS}`),
  allow(['s3:DeleteObject', 's3:DeleteObjectVersion'], `arn:aws:s3:::${TENANTS}/*`),
  allow('ses:DeleteEmailIdentity', 'arn:aws:ses:*:*:identity/*'),
  // What the pipeline made, and its releases.
  allow(
    ['cognito-idp:DeleteUserPool', 'cognito-idp:DeleteUserPoolDomain', 'cognito-idp:DescribeUserPool'],
    'arn:aws:cognito-idp:*:*:userpool/*',
  ),
  // CloudFormation deletes a release's stack with these rights, and looks at each resource first, also at one that is gone already.
  allow(['lambda:DeleteFunction', 'lambda:GetFunction', 'lambda:RemovePermission'], `arn:aws:lambda:*:*:function:${TENANTS}`),
  allow(
    ['events:DeleteRule', 'events:DescribeRule', 'events:ListTargetsByRule', 'events:RemoveTargets'],
    `arn:aws:events:*:*:rule/${TENANTS}`,
  ),
  allow('secretsmanager:DeleteSecret', `arn:aws:secretsmanager:*:*:secret:${TENANTS}`),
  allow(['logs:DeleteDataProtectionPolicy', 'logs:DeleteLogGroup'], `arn:aws:logs:*:*:log-group:*${TENANTS}`),
  allow(
    [
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:ListRolePolicies',
    ],
    `arn:aws:iam::*:role/${TENANTS}`,
  ),
  // The group of a release's stack that is gone shows no tag to CloudFormation, which deletes it all the same.
  allow('ec2:DeleteSecurityGroup', ec2('security-group'), {
    'ForAnyValue:StringEquals': { 'aws:CalledVia': 'cloudformation.amazonaws.com' },
  }),
  allow('cloudformation:DeleteStack', `arn:aws:cloudformation:*:*:stack/${TENANTS}/*`),
];

/** Owner account: closes accounts, and sees what is left of a tenant there and what an emptied account costs. */
export const ownerPolicy = (deployment: string, shared: readonly string[]): readonly Statement[] => [
  // Nobody but AWS Support opens a closed account again: only one that the deployment has created for a tenant.
  allow('organizations:CloseAccount', ACCOUNT, { ...ofDeployment(deployment), ...tagged }),
  ...keepShared(shared),
  allow('organizations:DescribeAccount', ACCOUNT),
  allow('organizations:ListAccounts', '*'),
  allow('budgets:ViewBudget', 'arn:aws:budgets::*:budget/tenantry-*'),
  allow(
    ['sso:ListAccountAssignments', 'sso:ListPermissionSetsProvisionedToAccount'],
    ['arn:aws:sso:::instance/*', 'arn:aws:sso:::permissionSet/*', 'arn:aws:sso:::account/*'],
  ),
  // Cost Explorer knows no resources for it (Service Authorization Reference, AWS Cost Explorer).
  allow('ce:GetCostAndUsage', '*'),
];

/** Owner account, where accounts are recycled: gives one free, and sees whose it is. */
export const recyclePolicy = (deployment: string): readonly Statement[] => [
  allow('organizations:ListTagsForResource', ACCOUNT),
  allow(['organizations:TagResource', 'organizations:UntagResource'], ACCOUNT, ofDeployment(deployment)),
];

export const networkingPolicy: readonly Statement[] = [findRoutes, findTagged];

export const productionPolicy = (zoneArn: unknown): readonly Statement[] => [allow('route53:ListResourceRecordSets', zoneArn), findTagged];

export const devopsPolicy = (deployment: string): readonly Statement[] => [
  // Lists have no resource types (Service Authorization Reference of each service).
  allow(['codebuild:ListProjects', 'codepipeline:ListPipelines', 'iam:ListRoles'], '*'),
  findLogGroups,
  // Lines come late, and CodeBuild creates the deleted group of the project again.
  allow('logs:DeleteLogGroup', `arn:aws:logs:*:*:log-group:/aws/codebuild/${TENANTS}`),
  allow('s3:ListBucket', `arn:aws:s3:::${serviceName(deployment, 'artifacts-*')}`),
  findTagged,
];

/** The function's own account. */
export const superAdminPolicy: readonly Statement[] = [findRoutes, findTagged];

/** Stages that keep a record of each tenant, in tables that are called after them: a certificate of erasure says of each that it is a tombstone. */
export const RECORDS: readonly string[] = ['account', 'network', 'edge', 'dns', 'pipeline', 'offboard'];

/** The function's own account: looks whether records of stages and the items of the tenants and notifications tables keep nobody, one item of each. */
export const tombstonePolicy = (deployment: string, table: (name: string) => string): readonly Statement[] => [
  allow(
    'dynamodb:GetItem',
    RECORDS.filter((stage) => stage !== 'offboard').map((stage) => table(serviceName(deployment, stage))),
  ),
  allow('dynamodb:GetItem', [table(serviceName(deployment, 'admin')), table(serviceName(deployment, NOTIFICATIONS))], {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['TENANT#*'] },
  }),
];
