import { answersOf } from '@tenantry/shared/testing/answers';

const BUDGETS = 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html';
const BILLING = 'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html';
const denied = { code: 'AccessDeniedException', message: 'You are not authorized to use this operation with the given parameters.' };

export default answersOf('account.budget', [
  {
    direction: 'forward',
    call: 'budgets.CreateBudget',
    answer: denied,
    source: BILLING,
    follows: { kind: 'stalls', advice: 'IAM user and role access to billing information' },
  },
  {
    direction: 'forward',
    call: 'budgets.CreateBudget',
    answer: { code: 'CreationLimitExceededException', message: 'You have exceeded the number of budgets.' },
    source: BUDGETS,
    follows: { kind: 'stalls', advice: 'Delete budgets of the owner account' },
  },
  {
    direction: 'forward',
    call: 'budgets.CreateBudget',
    answer: {
      code: 'ThrottlingException',
      message: 'The number of API requests has exceeded the maximum allowed API request throttling limit.',
    },
    source: BUDGETS,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'budgets.DeleteBudget',
    answer: denied,
    source: BILLING,
    follows: { kind: 'stalls', advice: 'IAM user and role access to billing information' },
  },
  {
    direction: 'backward',
    call: 'budgets.DeleteBudget',
    answer: {
      code: 'ThrottlingException',
      message: 'The number of API requests has exceeded the maximum allowed API request throttling limit.',
    },
    source: BUDGETS,
    follows: { kind: 'tries again' },
  },
]);
