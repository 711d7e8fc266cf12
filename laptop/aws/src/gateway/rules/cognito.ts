import type { AwsCall } from '../call.ts';
import { scopedKey, scopeOf } from '../emulated/request.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';
import { limitRule } from './limit-rule.ts';
import { quotaSource } from './limits.ts';
import { quotas } from './quotas.ts';

const ask = async (call: AwsCall, context: GatewayContext, operation: string, input: object): Promise<Record<string, unknown>> => {
  const { accountId } = call.caller;
  const { output } = await context.emulator({ accountId, region: call.region, service: 'cognito-idp', operation, input: { ...input } });
  return output;
};

interface Pool {
  readonly CustomDomain?: string;
  readonly Domain?: string;
  readonly DeletionProtection?: string;
  readonly EmailConfiguration?: { readonly EmailSendingAccount?: string };
  readonly UsernameConfiguration?: { readonly CaseSensitive?: boolean };
}
/** The pool that a call names; undefined where there is none. */
const poolOf = async (call: AwsCall, context: GatewayContext): Promise<Pool | undefined> =>
  (await ask(call, context, 'DescribeUserPool', { UserPoolId: call.params.UserPoolId })).UserPool as Pool | undefined;

interface Person {
  readonly Username?: string;
  readonly Attributes?: readonly { readonly Name: string; readonly Value?: string }[];
}
const namesOf = ({ Username = '', Attributes = [] }: Person): readonly string[] =>
  [Username, ...Attributes.flatMap(({ Name, Value = '' }) => (Name === 'email' ? [Value] : []))].map((name) => name.toLowerCase());

const MAIL_LIMIT =
  'Exceeded daily email limit for the operation or the account. If a higher limit is required, please configure your user pool to use your own Amazon SES configuration for sending email.';
const DAY_MS = 86_400_000;
/** Milliseconds at which an account's mails were sent. */
const mails = (context: GatewayContext): Record<string, number[]> => context.state('cognito.mails', () => ({}));

/** Counts an invitation; throws LimitExceededException where those of the last 24 hours are used up. */
const sendInvitation = (call: AwsCall, context: GatewayContext): void => {
  const key = scopedKey(scopeOf(call), 'mails');
  const now = context.clock.now();
  const recent = (mails(context)[key] ?? []).filter((at) => now - at < DAY_MS);
  if (recent.length >= quotas(context).cognitoMailsPerDay) throw new AwsError('LimitExceededException', MAIL_LIMIT);
  mails(context)[key] = [...recent, now];
};

/** How many pools an account has. */
const poolsOf = async (call: AwsCall, context: GatewayContext): Promise<number> => {
  let count = 0;
  let NextToken: string | undefined;
  do {
    const input = { MaxResults: 60, ...(NextToken === undefined ? {} : { NextToken }) };
    const page = (await ask(call, context, 'ListUserPools', input)) as { UserPools?: readonly unknown[]; NextToken?: string };
    count += page.UserPools?.length ?? 0;
    ({ NextToken } = page);
  } while (NextToken);
  return count;
};

export const cognitoRules: readonly Rule[] = [
  {
    name: 'invitation-names-user-and-password',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html',
    service: 'cognito-idp',
    operations: ['CreateUserPool', 'UpdateUserPool'],
    before: ({ params }) => {
      const config = params.AdminCreateUserConfig as { InviteMessageTemplate?: { EmailMessage?: string; SMSMessage?: string } } | undefined;
      const { EmailMessage, SMSMessage } = config?.InviteMessageTemplate ?? {};
      const lacks = [EmailMessage, SMSMessage].some(
        (text) => text !== undefined && !(text.includes('{username}') && text.includes('{####}')),
      );
      if (!lacks) return undefined;
      throw new AwsError('InvalidParameterException', 'Invite message template must contain {username} and {####}.');
    },
  },
  limitRule({
    name: 'user-pools-of-an-account',
    quota: 'userPools',
    service: 'cognito-idp',
    operations: ['CreateUserPool'],
    count: poolsOf,
    refusal: () => new AwsError('LimitExceededException', 'The number of user pools has exceeded the limit of the account.'),
  }),
  {
    name: 'mails-of-a-day',
    source: quotaSource('cognitoMailsPerDay'),
    service: 'cognito-idp',
    operations: ['AdminCreateUser'],
    before: async (call, context) => {
      if (call.params.MessageAction === 'SUPPRESS') return undefined;
      const pool = await poolOf(call, context);
      if (pool && pool.EmailConfiguration?.EmailSendingAccount !== 'DEVELOPER') sendInvitation(call, context);
      return undefined;
    },
  },
  {
    name: 'names-without-case',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html',
    service: 'cognito-idp',
    operations: ['AdminCreateUser'],
    before: async (call, context) => {
      const { UserPoolId, Username = '', MessageAction } = call.params;
      if (MessageAction === 'RESEND') return undefined;
      if ((await poolOf(call, context))?.UsernameConfiguration?.CaseSensitive !== false) return undefined;
      const { Users = [] } = (await ask(call, context, 'ListUsers', { UserPoolId })) as { Users?: readonly Person[] };
      if (!Users.flatMap(namesOf).includes(String(Username).toLowerCase())) return undefined;
      throw new AwsError('UsernameExistsException', 'User account already exists');
    },
  },
  {
    name: 'user-pool-with-a-domain',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/16479',
    service: 'cognito-idp',
    operations: ['DeleteUserPool'],
    before: async (call, context) => {
      const pool = await poolOf(call, context);
      if (!pool?.Domain && !pool?.CustomDomain) return undefined;
      throw new AwsError(
        'InvalidParameterException',
        'User pool cannot be deleted. It has a domain configured that should be deleted first.',
      );
    },
  },
  {
    name: 'protected-user-pool',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html',
    service: 'cognito-idp',
    operations: ['DeleteUserPool'],
    before: async (call, context) => {
      if ((await poolOf(call, context))?.DeletionProtection !== 'ACTIVE') return undefined;
      throw new AwsError(
        'InvalidParameterException',
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
      );
    },
  },
];
