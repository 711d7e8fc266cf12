import { type AnswerRow, answersOf } from '@tenantry/shared/testing/answers';

// The same call as that of `organizationalUnit`, at the end of the way forth: the account's roles stand, and nobody may be stuck between.
const moveIs = (code: string, message: string, follows: AnswerRow['follows']): AnswerRow => ({
  direction: 'forward',
  call: 'organizations.MoveAccount',
  answer: { code, message },
  source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html',
  follows,
});
const BUSY = 'The target of the operation is currently being modified by a different request. Try again later.';

export default answersOf('account.guarded', [
  moveIs('ConcurrentModificationException', BUSY, { kind: 'waits', reason: 'Organizations to be free' }),
  moveIs('TooManyRequestsException', 'You have sent too many requests in too short a period of time.', {
    kind: 'waits',
    reason: 'Organizations to be free',
  }),
  moveIs(
    'DestinationParentNotFoundException',
    "We can't find the destination container (a root or OU) with the ParentId that you specified.",
    {
      kind: 'stalls',
      advice: 'deploy the landing zone',
    },
  ),
  moveIs('AccessDeniedException', "You don't have permissions to access this resource.", {
    kind: 'stalls',
    advice: 'deploy the landing zone again',
  }),
]);
