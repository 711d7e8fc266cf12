import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';
import { switches } from './by-hand.ts';

export const budgetsRules: readonly Rule[] = [
  {
    name: 'billing-access',
    source: 'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html (access to budgets, too)',
    service: 'budgets',
    operations: ['*'],
    before: ({ caller }, context) => {
      if (switches(context).billingAccess || caller.role === undefined) return undefined;
      throw new AwsError('AccessDeniedException', `Account ${caller.accountId} has not activated IAM access to billing information.`);
    },
  },
];
