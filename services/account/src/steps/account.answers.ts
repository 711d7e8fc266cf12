import { type AnswerRow, answersOf } from '@tenantry/shared/testing/answers';

const CREATE = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html';
const STATUS = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccountStatus.html';

type Follows = AnswerRow['follows'];

/** Organizations refuses the request for a limit or a state of the organization. */
const refused = (Reason: string, message: string, follows: Follows): AnswerRow => ({
  name: Reason,
  direction: 'forward',
  call: 'organizations.CreateAccount',
  answer: { code: 'ConstraintViolationException', message, details: { Reason } },
  source: CREATE,
  follows: follows.kind === 'stalls' ? { code: Reason, ...follows } : follows,
});

const busy = (code: string, message: string): AnswerRow => ({
  direction: 'forward',
  call: 'organizations.CreateAccount',
  answer: { code, message },
  source: CREATE,
  follows: { kind: 'waits', reason: 'Organizations to be free for another account' },
});

/** Organizations takes the request, and the creation ends FAILED. */
const fails = (reason: string, advice: string): AnswerRow => ({
  direction: 'forward',
  call: 'organizations.CreateAccount',
  answer: { endsFailed: reason },
  source: STATUS,
  follows: { kind: 'stalls', code: reason, advice },
});
const failsOnce = (reason: string): AnswerRow => ({
  direction: 'forward',
  call: 'organizations.CreateAccount',
  answer: { endsFailed: reason },
  times: 1,
  source: STATUS,
  follows: { kind: 'tries again' },
});

export default answersOf('account.account', [
  refused('ACCOUNT_NUMBER_LIMIT_EXCEEDED', 'You have exceeded the allowed number of AWS accounts.', {
    kind: 'stalls',
    advice: 'Maximum number of accounts',
  }),
  refused('ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED', 'You attempted to exceed the number of accounts that you can create in one day.', {
    kind: 'waits',
    reason: 'Organizations to be free for another account',
  }),
  refused('MASTER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED', 'The management account has no valid payment instrument.', {
    kind: 'stalls',
    advice: 'Repair the payment method of the owner account',
  }),
  refused('MASTER_ACCOUNT_MISSING_CONTACT_INFO', 'The management account has no complete contact information.', {
    kind: 'stalls',
    advice: 'contact information of the owner account',
  }),
  refused('TAG_POLICY_VIOLATION', 'The tags do not comply with the tag policy.', { kind: 'stalls', advice: 'tag policy' }),
  busy(
    'FinalizingOrganizationException',
    'AWS Organizations could not perform the operation because your organization has not finished initializing.',
  ),
  busy(
    'ConcurrentModificationException',
    'The target of the operation is currently being modified by a different request. Try again later.',
  ),
  busy(
    'TooManyRequestsException',
    "AWS Organizations can't complete your request because another request is already in progress. Try again later.",
  ),
  {
    direction: 'forward',
    call: 'organizations.CreateAccount',
    answer: { code: 'AccessDeniedException', message: "You don't have permissions to access this resource." },
    source: CREATE,
    follows: { kind: 'stalls', advice: 'deploy the landing zone again' },
  },
  fails('ACCOUNT_LIMIT_EXCEEDED', 'Maximum number of accounts'),
  fails('EMAIL_ALREADY_EXISTS', 'Find out whose account has the address'),
  fails('INVALID_ADDRESS', 'Repair the address of the owner account'),
  fails('INVALID_PAYMENT_INSTRUMENT', 'Repair the payment method of the owner account'),
  fails('MISSING_PAYMENT_INSTRUMENT', 'Repair the payment method of the owner account'),
  fails('PENDING_BUSINESS_VALIDATION', 'business validation of the owner account'),
  fails('FAILED_BUSINESS_VALIDATION', 'business validation of the owner account'),
  fails('A_REASON_OF_TOMORROW', 'Look the reason up'),
  failsOnce('CONCURRENT_ACCOUNT_MODIFICATION'),
  failsOnce('INTERNAL_FAILURE'),
]);
