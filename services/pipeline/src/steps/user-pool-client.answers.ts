import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference';

export default answersOf('pipeline.userPoolClient', [
  {
    direction: 'forward',
    call: 'cognito-idp.CreateUserPoolClient',
    answer: { code: 'ResourceNotFoundException', message: 'User pool us-east-1_abcdefghi does not exist.' },
    source: `${API}/API_CreateUserPoolClient.html`,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'cognito-idp.DeleteUserPoolClient',
    answer: { code: 'ConcurrentModificationException', message: 'Another modification of the user pool is in progress.' },
    source: `${API}/API_DeleteUserPoolClient.html`,
    follows: { kind: 'tries again' },
  },
]);
