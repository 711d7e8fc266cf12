import { type AnswerRow, answersOf } from '@tenantry/shared/testing/answers';

const MOVE = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html';
const busy = (code: string, direction: AnswerRow['direction'], more: Partial<AnswerRow> = {}): AnswerRow => ({
  direction,
  call: 'organizations.MoveAccount',
  answer: { code, message: 'The target of the operation is currently being modified by a different request. Try again later.' },
  source: MOVE,
  follows: { kind: 'waits', reason: 'Organizations to be free' },
  ...more,
});
const noUnit = (direction: AnswerRow['direction']): AnswerRow => ({
  direction,
  call: 'organizations.MoveAccount',
  answer: {
    code: 'DestinationParentNotFoundException',
    message: "We can't find the destination container (a root or OU) with the ParentId that you specified.",
  },
  source: MOVE,
  follows: { kind: 'stalls', advice: 'deploy the landing zone' },
});

export default answersOf('account.organizationalUnit', [
  busy('ConcurrentModificationException', 'forward'),
  busy('TooManyRequestsException', 'forward'),
  noUnit('forward'),
  {
    direction: 'forward',
    call: 'organizations.ListParents',
    answer: {
      code: 'ChildNotFoundException',
      message: "We can't find an organizational unit (OU) or AWS account with the ChildId that you specified.",
    },
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html',
    times: 3,
    follows: { kind: 'tries again' },
  },
  busy('ConcurrentModificationException', 'backward'),
  busy('TooManyRequestsException', 'backward', { from: 'rollback' }),
  noUnit('backward'),
  {
    direction: 'backward',
    call: 'organizations.MoveAccount',
    answer: { code: 'AccessDeniedException', message: "You don't have permissions to access this resource." },
    source: MOVE,
    follows: { kind: 'stalls', advice: 'deploy the landing zone again' },
  },
]);
