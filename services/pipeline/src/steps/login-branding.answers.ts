import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference';

export default answersOf('pipeline.loginBranding', [
  {
    direction: 'forward',
    call: 'cognito-idp.CreateManagedLoginBranding',
    answer: { code: 'LimitExceededException', message: 'The user pool has exceeded the maximum number of branding styles.' },
    source: `${API}/API_CreateManagedLoginBranding.html`,
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 'cognito-idp.CreateManagedLoginBranding',
    answer: { code: 'ConcurrentModificationException', message: 'Another modification of the user pool is in progress.' },
    source: `${API}/API_CreateManagedLoginBranding.html`,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'cognito-idp.DeleteManagedLoginBranding',
    answer: { code: 'ConcurrentModificationException', message: 'Another modification of the user pool is in progress.' },
    source: `${API}/API_DeleteManagedLoginBranding.html`,
    follows: { kind: 'tries again' },
  },
]);
