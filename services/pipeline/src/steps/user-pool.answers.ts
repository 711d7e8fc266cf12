import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference';

export default answersOf('pipeline.userPool', [
  {
    direction: 'forward',
    name: 'a request that the model of the API refuses',
    call: 'cognito-idp.CreateUserPool',
    answer: {
      code: 'InvalidParameterException',
      message:
        "1 validation error detected: Value at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+",
    },
    source: `${API}/API_CreateUserPool.html`,
    follows: { kind: 'terminal', advice: 'request the tenant again' },
  },
  {
    direction: 'forward',
    call: 'cognito-idp.CreateUserPool',
    answer: { code: 'LimitExceededException', message: 'Account has exceeded the maximum number of user pools.' },
    source: `${API}/API_CreateUserPool.html`,
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 'cognito-idp.CreateUserPool',
    answer: { code: 'TooManyRequestsException', message: 'Too many requests' },
    source: `${API}/API_CreateUserPool.html`,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    name: 'a state and not the request',
    call: 'cognito-idp.CreateUserPool',
    answer: { code: 'InvalidParameterException', message: 'Cognito is not allowed to use your email identity' },
    source: 'https://github.com/aws-amplify/amplify-cli/issues/2084',
    follows: { kind: 'stalls', advice: 'AWS calls the request invalid' },
  },
  {
    direction: 'forward',
    call: 'ses.GetAccount',
    answer: { code: 'TooManyRequestsException', message: 'Too many requests have been made to the operation.', status: 429 },
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    name: 'another change of the pool is under way',
    call: 'cognito-idp.SetUserPoolMfaConfig',
    answer: { code: 'ConcurrentModificationException', message: 'Another modification of the user pool is in progress.' },
    source: `${API}/API_SetUserPoolMfaConfig.html`,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    name: 'somebody has protected it',
    call: 'cognito-idp.DeleteUserPool',
    answer: {
      code: 'InvalidParameterException',
      message: 'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    },
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html',
    follows: { kind: 'stalls', advice: 'deletion protection' },
  },
  {
    direction: 'backward',
    call: 'cognito-idp.DeleteUserPool',
    answer: { code: 'UserImportInProgressException', message: 'A user import job is in progress.' },
    source: `${API}/API_DeleteUserPool.html`,
    follows: { kind: 'tries again' },
  },
]);
