import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference';

export default answersOf('pipeline.invitation', [
  {
    direction: 'forward',
    name: 'the mails of the day are used up',
    call: 'cognito-idp.AdminCreateUser',
    answer: { code: 'LimitExceededException', message: 'Exceeded daily email limit for the operation or the account.' },
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 'cognito-idp.AdminCreateUser',
    answer: { code: 'CodeDeliveryFailureException', message: 'Failed to deliver the verification code.' },
    source: `${API}/API_AdminCreateUser.html`,
    follows: { kind: 'tries again' },
  },
]);
