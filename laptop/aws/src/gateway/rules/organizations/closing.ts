import { reached, states } from '../../../states.ts';
import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { text } from '../json-answer.ts';
import { quotas } from '../quotas.ts';
import { accountState, listMembers, organization } from './state.ts';

export const organizationsClosingRules: readonly Rule[] = [
  {
    name: 'close-account',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html',
    service: 'organizations',
    operations: ['CloseAccount'],
    before: async (call, context) => {
      const id = text(call.params.AccountId);
      const limits = quotas(context);
      const closings = Object.entries(organization(context).closings);
      const refuse = (Reason: string, message: string): never => {
        throw new AwsError('ConstraintViolationException', message, 400, { Reason });
      };
      if (id === context.world.management) refuse('CANNOT_CLOSE_MANAGEMENT_ACCOUNT', 'You cannot close the management account.');
      if (accountState(context, id) !== 'ACTIVE') {
        throw new AwsError('AccountAlreadyClosedException', 'You attempted to close an account that is already closed.');
      }
      if (closings.filter(([one]) => accountState(context, one) === 'PENDING_CLOSURE').length >= limits.concurrentCloseAccount) {
        refuse('CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED', 'You have reached the number of accounts that you can close at the same time.');
      }
      const members = (await listMembers(context)).length - 1;
      const quota = Math.min(
        limits.closeAccountMaximum,
        Math.max(limits.closeAccountMinimum, Math.floor(members * limits.closeAccountShare)),
      );
      const recent = closings.filter(([, closedAt]) => !reached(context.clock, closedAt, states.closeQuotaWindow));
      if (recent.length >= quota) {
        refuse('CLOSE_ACCOUNT_QUOTA_EXCEEDED', 'You have exceeded close account quota for the past 30 days.');
      }
      return undefined;
    },
    after: (call, result, context) => {
      if (result.status < 300) organization(context).closings[text(call.params.AccountId)] ??= context.clock.now();
      return result;
    },
  },
];
