import { type AnswerRow, answersOf } from '@tenantry/shared/testing/answers';

const CLOSE = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html';
const busy = (answer: AnswerRow['answer'], more: Partial<AnswerRow> = {}): AnswerRow => ({
  direction: 'backward',
  call: 'organizations.CloseAccount',
  answer,
  source: CLOSE,
  follows: { kind: 'waits', reason: 'other accounts to be closed' },
  ...more,
});

export default answersOf('offboard.closing', [
  busy({
    code: 'ConstraintViolationException',
    message: 'You have reached the number of accounts that you can close at the same time.',
    details: { Reason: 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED' },
  }),
  busy({ code: 'TooManyRequestsException', message: 'You have sent too many requests in too short a period of time.' }),
  busy(
    { code: 'ConcurrentModificationException', message: 'The target of the operation is currently being modified by a different request.' },
    { from: 'rollback' },
  ),
  {
    direction: 'backward',
    call: 'organizations.CloseAccount',
    answer: { code: 'AccessDeniedException', message: "You don't have permissions to access this resource." },
    source: CLOSE,
    follows: { kind: 'stalls', advice: 'deploy the landing zone again' },
  },
  {
    direction: 'backward',
    call: 'organizations.CloseAccount',
    answer: {
      code: 'ConflictException',
      message: 'The request failed because it conflicts with the current state of the specified resource.',
    },
    source: CLOSE,
    times: 2,
    follows: { kind: 'tries again' },
  },
]);
