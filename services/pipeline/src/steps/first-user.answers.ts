import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference';

export default answersOf('pipeline.firstUser', [
  {
    direction: 'forward',
    name: 'it is there already, and was not seen yet',
    call: 'cognito-idp.AdminCreateUser',
    answer: { code: 'UsernameExistsException', message: 'User account already exists' },
    source: `${API}/API_AdminCreateUser.html`,
    times: 1,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    name: 'an address that Cognito does not take',
    call: 'cognito-idp.AdminCreateUser',
    answer: { code: 'InvalidParameterException', message: 'Invalid email address format.' },
    source: `${API}/API_AdminCreateUser.html`,
    follows: { kind: 'stalls', advice: 'AWS calls the request invalid' },
  },
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
  {
    direction: 'backward',
    call: 'secretsmanager.DescribeSecret',
    answer: { code: 'AccessDeniedException', message: 'User is not authorized to perform: secretsmanager:DescribeSecret' },
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html',
    follows: { kind: 'stalls', advice: 'permission' },
  },
]);
