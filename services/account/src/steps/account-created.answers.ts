import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('account.accountCreated', [
  {
    direction: 'forward',
    call: 'organizations.DescribeCreateAccountStatus',
    // Organizations forgets old requests, not their accounts.
    answer: {
      code: 'CreateAccountStatusNotFoundException',
      message: "We can't find a create account request with the ID that you specified.",
    },
    times: 1,
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeCreateAccountStatus.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    call: 'organizations.DescribeCreateAccountStatus',
    answer: { code: 'TooManyRequestsException', message: 'You have sent too many requests in too short a period of time.' },
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
    follows: { kind: 'tries again' },
  },
]);
