import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';
import { accountState, ensureAccessRole, isUsable } from './organizations-state.ts';

/** What a new account is not subscribed to at first. IAM, STS and Organizations answer at once. */
const SUBSCRIBED = [
  'ec2',
  'cloudfront',
  'acm',
  'wafv2',
  'ses',
  'apigateway',
  'cognito-idp',
  'lambda',
  'secretsmanager',
  'dynamodb',
  'events',
  'sqs',
  'ssm',
  'kms',
  'logs',
  'cloudformation',
  'tagging',
  's3',
] as const;

const refusal = (service: string): AwsError => {
  if (service === 'ec2') {
    return new AwsError('OptInRequired', 'You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.', 401);
  }
  if (service === 's3') return new AwsError('NotSignedUp', 'Your account is not signed up for the Amazon S3 service.', 403);
  return new AwsError('OptInRequired', 'The AWS Access Key Id needs a subscription for the service', 403);
};

const OWN_ACCOUNT = /^arn:aws[^:]*:iam::(\d{12}):role\//;

export const readinessRules: readonly Rule[] = [
  ...SUBSCRIBED.map(
    (service): Rule => ({
      name: `account-usable-${service}`,
      source: 'https://github.com/awslabs/aws-deployment-framework/issues/283',
      service,
      operations: ['*'],
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
    name: 'closed-account',
    source: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html',
    service: 'sts',
    operations: ['AssumeRole'],
    before: (call, context) => {
      const arn = String(call.params.RoleArn);
      const accountId = OWN_ACCOUNT.exec(arn)?.[1] ?? '';
      if (!['CLOSED', 'SUSPENDED'].includes(accountState(context, accountId))) return undefined;
      throw new AwsError('AccessDenied', `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`, 403);
    },
  },
];
