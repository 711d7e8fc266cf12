import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('edge.mailIdentity', [
  {
    direction: 'forward',
    call: 'ses.CreateEmailIdentity',
    answer: { code: 'LimitExceededException', message: 'There are too many instances of the specified resource type.' },
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 'ses.CreateEmailIdentity',
    answer: {
      code: 'ConcurrentModificationException',
      message: 'The resource is being modified by another operation or thread.',
      status: 500,
    },
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_CreateEmailIdentity.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'ses.DeleteEmailIdentity',
    answer: { code: 'TooManyRequestsException', message: 'Too many requests have been made to the operation.', status: 429 },
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html',
    follows: { kind: 'tries again' },
  },
]);
