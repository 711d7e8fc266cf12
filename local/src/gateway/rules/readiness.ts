import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';
import { EC2_OPERATIONS } from './ec2/operations.ts';
import { accountState, ensureAccessRole, isUsable } from './organizations-state.ts';

/**
 * What a new account is not subscribed to at first, by service: the operations that may come first on the way of an onboarding.
 * IAM, STS and Organizations answer at once.
 */
const SUBSCRIBED: Readonly<Record<string, readonly string[]>> = {
  ec2: EC2_OPERATIONS,
  cloudfront: [
    ...[
      'CreateDistribution',
      'ListDistributions',
      'GetDistribution',
      'CreateOriginAccessControl',
      'ListOriginAccessControls',
      'CreateFunction',
    ],
    ...['CreateResponseHeadersPolicy', 'ListResponseHeadersPolicies', 'ListCachePolicies', 'ListFunctions', 'ListDistributionsByWebACLId'],
    ...['ListTagsForResource', 'GetOriginAccessControl', 'ListConflictingAliases'],
  ],
  acm: [
    'RequestCertificate',
    'ListCertificates',
    'DescribeCertificate',
    'ListTagsForCertificate',
    'AddTagsToCertificate',
    'ImportCertificate',
  ],
  wafv2: ['CreateWebACL', 'ListWebACLs', 'GetWebACL', 'CreateIPSet', 'ListIPSets', 'CheckCapacity', 'ListTagsForResource'],
  ses: ['CreateEmailIdentity', 'ListEmailIdentities', 'GetEmailIdentity', 'GetAccount', 'SendEmail', 'ListTagsForResource'],
  apigateway: ['CreateApi', 'GetApis', 'GetApi', 'GetRestApis', 'GetAccount', 'GetTags'],
  'cognito-idp': ['CreateUserPool', 'ListUserPools', 'DescribeUserPool'],
  lambda: ['CreateFunction', 'ListFunctions', 'GetFunction', 'GetFunctionConfiguration', 'ListEventSourceMappings', 'GetAccountSettings'],
  secretsmanager: ['CreateSecret', 'ListSecrets', 'DescribeSecret', 'GetSecretValue'],
  dynamodb: ['CreateTable', 'ListTables', 'DescribeTable', 'GetItem', 'PutItem', 'Query'],
  events: ['CreateEventBus', 'ListEventBuses', 'DescribeEventBus', 'ListRules', 'PutRule', 'PutEvents'],
  sqs: ['CreateQueue', 'ListQueues', 'GetQueueUrl', 'SendMessage'],
  ssm: ['PutParameter', 'GetParameter', 'GetParameters', 'GetParametersByPath', 'DescribeParameters'],
  kms: ['CreateKey', 'ListKeys', 'ListAliases', 'DescribeKey', 'Encrypt', 'GenerateDataKey'],
  logs: ['CreateLogGroup', 'DescribeLogGroups', 'ListLogGroups'],
  cloudformation: ['CreateStack', 'DescribeStacks', 'ListStacks', 'CreateChangeSet'],
  tagging: ['GetResources', 'GetTagKeys', 'TagResources'],
  s3: ['ListBuckets', 'CreateBucket', 'HeadBucket', 'GetBucketLocation', 'GetBucketTagging', 'PutObject', 'ListObjectsV2'],
};

const refusal = (service: string): AwsError => {
  if (service === 'ec2') {
    return new AwsError('OptInRequired', 'You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.', 401);
  }
  if (service === 's3') return new AwsError('NotSignedUp', 'Your account is not signed up for the Amazon S3 service.', 403);
  return new AwsError('OptInRequired', 'The AWS Access Key Id needs a subscription for the service', 403);
};

const OWN_ACCOUNT = /^arn:aws[^:]*:iam::(\d{12}):role\//;

export const readinessRules: readonly Rule[] = [
  ...Object.entries(SUBSCRIBED).map(
    ([service, operations]): Rule => ({
      name: `account-usable-${service}`,
      source: 'https://github.com/awslabs/aws-deployment-framework/issues/283',
      service,
      operations,
      before: (call, context) => {
        if (!isUsable(context, call.caller.accountId)) throw refusal(service);
        return undefined;
      },
    }),
  ),
  {
    name: 'organization-account-access-role',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access-cross-account-role.html',
    service: 'sts',
    operations: ['AssumeRole'],
    before: async (call, context) => {
      const accountId = OWN_ACCOUNT.exec(String(call.params.RoleArn))?.[1];
      if (accountId) await ensureAccessRole(context, accountId);
      return undefined;
    },
  },
  {
    name: 'suspended-account',
    source: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html',
    service: 'sts',
    operations: ['AssumeRole'],
    before: (call, context) => {
      const arn = String(call.params.RoleArn);
      const accountId = OWN_ACCOUNT.exec(arn)?.[1] ?? '';
      if (accountState(context, accountId) !== 'SUSPENDED') return undefined;
      throw new AwsError('AccessDenied', `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`, 403);
    },
  },
];
