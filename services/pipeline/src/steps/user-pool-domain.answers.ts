import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference';

export default answersOf('pipeline.userPoolDomain', [
  {
    direction: 'forward',
    call: 'cognito-idp.CreateUserPoolDomain',
    answer: { code: 'LimitExceededException', message: 'Account has exceeded the maximum number of domains.' },
    source: `${API}/API_CreateUserPoolDomain.html`,
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    name: 'another account has a domain of that prefix',
    call: 'cognito-idp.CreateUserPoolDomain',
    answer: { code: 'InvalidParameterException', message: 'Domain already associated with another user pool.' },
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/8437',
    follows: { kind: 'stalls', advice: 'AWS calls the request invalid' },
  },
  {
    direction: 'forward',
    call: 'cognito-idp.CreateUserPoolDomain',
    answer: { code: 'ConcurrentModificationException', message: 'Another modification of the user pool is in progress.' },
    source: `${API}/API_CreateUserPoolDomain.html`,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'cognito-idp.DeleteUserPoolDomain',
    answer: { code: 'ConcurrentModificationException', message: 'Another modification of the user pool is in progress.' },
    source: `${API}/API_DeleteUserPoolDomain.html`,
    follows: { kind: 'tries again' },
  },
]);
