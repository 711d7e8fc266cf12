import { states } from '../../states.ts';
import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';
import { accountState, ensureAccessRole, isOlderThan } from './organizations/state.ts';

/** What a new account is not subscribed to at first, in the order in which it becomes so. IAM, STS and Organizations answer at once. */
const SUBSCRIBED = [
  'cloudformation',
  'events',
  'sqs',
  'ssm',
  'kms',
  'logs',
  'tagging',
  'acm',
  'wafv2',
  'cloudfront',
  'ec2',
  'lambda',
  'secretsmanager',
  'ses',
  'apigateway',
  'cognito-idp',
  'dynamodb',
  's3',
] as const;

/** AWS's seconds from the end of the account's creation until a service answers. */
const usableAfter = (service: (typeof SUBSCRIBED)[number]): number => {
  const first = states.firstServiceUsable.awsSeconds;
  return first + ((states.accountUsable.awsSeconds - first) * SUBSCRIBED.indexOf(service)) / (SUBSCRIBED.length - 1);
};

/** JSON protocols have an error of their own for it; the others the common error OptInRequired. */
const WITH_SUBSCRIPTION_EXCEPTION: readonly string[] = ['cognito-idp', 'dynamodb', 'lambda', 'secretsmanager', 'acm', 'wafv2'];

const refusal = (service: string): AwsError => {
  const needs = 'The AWS Access Key Id needs a subscription for the service';
  if (service === 'ec2') {
    return new AwsError('OptInRequired', 'You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.', 401);
  }
  if (service === 's3') return new AwsError('NotSignedUp', 'Your account is not signed up for the Amazon S3 service.', 403);
  if (WITH_SUBSCRIPTION_EXCEPTION.includes(service)) return new AwsError('SubscriptionRequiredException', needs, 400);
  return new AwsError('OptInRequired', needs, 403);
};

const OWN_ACCOUNT = /^arn:aws[^:]*:iam::(\d{12}):role\//;

export const readinessRules: readonly Rule[] = [
  ...SUBSCRIBED.map(
    (service): Rule => ({
      name: `account-usable-${service}`,
      source:
        'https://github.com/awslabs/aws-deployment-framework/issues/283; https://github.com/webiny/webiny-js/issues/1517 (in one minute Cognito and DynamoDB SubscriptionRequiredException, S3 NotSignedUp)',
      service,
      operations: ['*'],
      before: (call, context) => {
        if (!isOlderThan(context, call.caller.accountId, usableAfter(service))) throw refusal(service);
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
