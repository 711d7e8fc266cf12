import { randomUUID } from 'node:crypto';
import { states } from '../../../states.ts';
import type { AwsCall, AwsResult } from '../../call.ts';
import { AwsError, jsonResult } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { jsonOutput, rewriteJson, text } from '../json-answer.ts';
import { quotas } from '../quotas.ts';
import { accountState, type Creation, creationOf, ensureAccessRole, isCreated, isGone, listMembers, organization } from './state.ts';

const statusOf = (context: GatewayContext, creation: Creation): Record<string, unknown> => {
  const { id, accountName, requestedAt, accountId, failureReason } = creation;
  const requested = { Id: id, AccountName: accountName, RequestedTimestamp: requestedAt / 1000 };
  if (!isCreated(context, creation)) return { ...requested, State: 'IN_PROGRESS' };
  const completed = { ...requested, CompletedTimestamp: (requestedAt + context.clock.after(states.accountCreated.awsSeconds)) / 1000 };
  if (failureReason !== undefined) return { ...completed, State: 'FAILED', FailureReason: failureReason };
  return { ...completed, State: 'SUCCEEDED', AccountId: accountId };
};

/** Accounts whose creation is still in progress: nobody sees them yet. */
const isHidden = (context: GatewayContext, accountId: string): boolean => {
  const creation = creationOf(context, accountId);
  return creation !== undefined && !isCreated(context, creation);
};

/** A fault may say which state AWS has put the account into: SUSPENDED, of which nobody but AWS knows why. */
const shown = (call: AwsCall, context: GatewayContext, account: Record<string, unknown>): Record<string, unknown> => {
  const { Status: _retired, ...rest } = account;
  return { ...rest, State: call.endsFailed ?? accountState(context, text(account.Id)) };
};

const remember = (call: AwsCall, context: GatewayContext, outcome: Pick<Creation, 'id'> & Partial<Creation>): Creation => {
  const creation: Creation = {
    accountName: text(call.params.AccountName),
    email: text(call.params.Email),
    roleName: text(call.params.RoleName) || 'OrganizationAccountAccessRole',
    requestedAt: context.clock.now(),
    ...outcome,
  };
  organization(context).creations[creation.id] = creation;
  return creation;
};

/** Requests on their way between `before` and `after`, which the emulator has not answered yet. */
let arriving = 0;

/** Creations one after the other: what one adds, the next counts. */
let created: Promise<unknown> = Promise.resolve();

/**
 * Organizations says at once when the organization is full; closed accounts count (CreateAccount, ACCOUNT_NUMBER_LIMIT_EXCEEDED;
 * the message: https://github.com/awslabs/compliant-framework-for-federal-and-dod-workloads-in-aws-govcloud-us/issues/12). Anything
 * else about a request it says later, as the reason of a FAILED creation.
 */
const create = async (call: AwsCall, context: GatewayContext): Promise<AwsResult> => {
  const members = await listMembers(context);
  if (members.filter(({ id }) => !isGone(context, id)).length >= quotas(context).accounts) {
    const message = 'You have exceeded the allowed number of AWS accounts.';
    throw new AwsError('ConstraintViolationException', message, 400, { Reason: 'ACCOUNT_NUMBER_LIMIT_EXCEEDED' });
  }
  const email = text(call.params.Email).toLowerCase();
  const failureReason = members.some((member) => member.email.toLowerCase() === email) ? 'EMAIL_ALREADY_EXISTS' : call.endsFailed;
  if (failureReason !== undefined) {
    await context.authorize(call, 'organizations:CreateAccount', '*');
    const id = `car-${randomUUID().replaceAll('-', '')}`;
    return jsonResult({ CreateAccountStatus: statusOf(context, remember(call, context, { id, failureReason })) });
  }
  const result = await context.forward(call);
  if (result.status >= 300) return result;
  const { Id, AccountId } = jsonOutput(result).CreateAccountStatus as Record<string, string>;
  const { id, accountName, requestedAt } = remember(call, context, { id: text(Id), accountId: text(AccountId) });
  // The first answer is always IN_PROGRESS, whatever the clock.
  const started = { Id: id, AccountName: accountName, RequestedTimestamp: requestedAt / 1000, State: 'IN_PROGRESS' };
  return jsonResult({ CreateAccountStatus: started });
};

export const organizationsAccountRules: readonly Rule[] = [
  {
    name: 'create-account-input',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html (Email, AccountName)',
    service: 'organizations',
    operations: ['CreateAccount'],
    before: (call) => {
      if (!/^(?=.{6,64}$)[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text(call.params.Email))) {
        throw new AwsError('InvalidInputException', 'You specified an invalid value for Email: 6 to 64 characters.', 400, {
          Reason: 'INVALID_EMAIL',
        });
      }
      if (!/^[\x20-\x7e]{1,50}$/.test(text(call.params.AccountName))) {
        throw new AwsError('InvalidInputException', 'You specified an invalid value for AccountName: 1 to 50 characters.');
      }
      return undefined;
    },
  },
  {
    name: 'create-account-concurrency',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html (ConstraintViolationException)',
    service: 'organizations',
    operations: ['CreateAccount'],
    before: (_call, context) => {
      const running = Object.values(organization(context).creations).filter((creation) => !isCreated(context, creation));
      if (running.length + arriving < quotas(context).concurrentCreateAccount) return undefined;
      const message = 'You attempted to exceed the number of accounts that can be in progress at a time.';
      throw new AwsError('ConstraintViolationException', message, 400, { Reason: 'ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED' });
    },
  },
  {
    name: 'create-account',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html',
    service: 'organizations',
    operations: ['CreateAccount'],
    before: async (call, context) => {
      arriving += 1;
      const answer = created.then(() => create(call, context));
      created = answer.catch(() => undefined);
      return answer.finally(() => {
        arriving -= 1;
      });
    },
  },
  {
    name: 'create-account-status',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html',
    service: 'organizations',
    operations: ['DescribeCreateAccountStatus'],
    before: async (call, context) => {
      const creation = organization(context).creations[text(call.params.CreateAccountRequestId)];
      if (!creation) return undefined;
      await context.authorize(call, 'organizations:DescribeCreateAccountStatus', '*');
      if (creation.accountId) await ensureAccessRole(context, creation.accountId);
      return jsonResult({ CreateAccountStatus: statusOf(context, creation) });
    },
  },
  {
    name: 'list-create-account-status',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListCreateAccountStatus.html',
    service: 'organizations',
    operations: ['ListCreateAccountStatus'],
    before: async (call, context) => {
      await context.authorize(call, 'organizations:ListCreateAccountStatus', '*');
      const wanted = call.params.States;
      const all = Object.values(organization(context).creations).map((creation) => statusOf(context, creation));
      return jsonResult({ CreateAccountStatuses: Array.isArray(wanted) ? all.filter(({ State }) => wanted.includes(State)) : all });
    },
  },
  {
    name: 'account-in-creation',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html',
    service: 'organizations',
    operations: ['DescribeAccount', 'MoveAccount', 'CloseAccount', 'TagResource', 'ListTagsForResource', 'ListParents'],
    before: (call, context) => {
      const id = [call.params.AccountId, call.params.ResourceId, call.params.ChildId].map(text).find((value) => value !== '') ?? '';
      if (!isHidden(context, id)) return undefined;
      const [code, noun] =
        call.params.AccountId === undefined ? ['TargetNotFoundException', 'target'] : ['AccountNotFoundException', 'account'];
      throw new AwsError(code ?? '', `You specified an ${noun} that doesn't exist: ${id}`);
    },
  },
  {
    name: 'account-state',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html (Status retired on 9 September 2026)',
    service: 'organizations',
    operations: ['DescribeAccount', 'ListAccounts', 'ListAccountsForParent'],
    after: (call, result, context) =>
      rewriteJson(result, (output) => {
        const { Account, Accounts } = output as { Account?: Record<string, unknown>; Accounts?: Record<string, unknown>[] };
        return {
          ...output,
          ...(Account ? { Account: shown(call, context, Account) } : {}),
          ...(Accounts
            ? { Accounts: Accounts.filter(({ Id }) => !isHidden(context, text(Id))).map((one) => shown(call, context, one)) }
            : {}),
        };
      }),
  },
  {
    name: 'move-account',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html',
    service: 'organizations',
    operations: ['MoveAccount'],
    before: async (call, context) => {
      const organizations = { accountId: context.world.management, service: 'organizations' };
      const { status, output } = await context.emulator({
        ...organizations,
        operation: 'ListParents',
        input: { ChildId: call.params.AccountId },
      });
      const [parent] = (output.Parents ?? []) as { Id: string }[];
      // An account that is already there answers DuplicateAccountException, as the emulator does.
      if (status >= 300 || parent?.Id === call.params.SourceParentId || parent?.Id === call.params.DestinationParentId) return undefined;
      throw new AwsError('SourceParentNotFoundException', `We can't find a source root or OU with the ParentId that you specified.`);
    },
  },
];
