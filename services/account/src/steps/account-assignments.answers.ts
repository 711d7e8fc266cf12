import { type AnswerRow, answersOf } from '@tenantry/shared/testing/answers';

const CREATE = 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html';
const DELETE = 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeleteAccountAssignment.html';
const conflict = (direction: AnswerRow['direction'], call: string, source: string): AnswerRow => ({
  direction,
  call,
  answer: { code: 'ConflictException', message: 'There is a conflicting operation in process for the account.' },
  source,
  follows: { kind: 'waits', reason: 'Identity Center to finish another request' },
});

export default answersOf('account.accountAssignments', [
  conflict('forward', 'sso-admin.CreateAccountAssignment', CREATE),
  {
    direction: 'forward',
    call: 'sso-admin.CreateAccountAssignment',
    answer: { code: 'ThrottlingException', message: 'There are too many requests processing. Please try again later.' },
    source: 'https://github.com/aws-samples/aws-iam-identity-center-extensions/issues/87',
    follows: { kind: 'waits', reason: 'requests for other accounts' },
  },
  {
    direction: 'forward',
    call: 'sso-admin.CreateAccountAssignment',
    answer: { code: 'ResourceNotFoundException', message: 'The principal is not found.', status: 404 },
    source: 'https://github.com/awslabs/ssosync/issues/291',
    follows: { kind: 'stalls', advice: 'retry the stage, which looks again' },
  },
  {
    direction: 'forward',
    call: 'sso-admin.CreateAccountAssignment',
    answer: { code: 'ServiceQuotaExceededException', message: 'The number of permission sets in the account is exceeded.', status: 402 },
    source: CREATE,
    follows: { kind: 'stalls', advice: 'retry the stage' },
  },
  {
    direction: 'forward',
    call: 'sso-admin.CreateAccountAssignment',
    answer: {
      endsFailed: 'Obtaining permissions to manage your AWS account takes longer than usual. Please try again in a few minutes',
    },
    times: 1,
    source: 'https://github.com/aws-samples/aws-identitycenter-codepipeline-auto-assignment/issues/31',
    follows: { kind: 'tries again' },
  },
  conflict('backward', 'sso-admin.DeleteAccountAssignment', DELETE),
  {
    direction: 'backward',
    call: 'sso-admin.DeleteAccountAssignment',
    answer: { endsFailed: 'Received a 404 status error: the account cannot be reached.' },
    times: 2,
    source: DELETE,
    follows: { kind: 'tries again' },
  },
]);
