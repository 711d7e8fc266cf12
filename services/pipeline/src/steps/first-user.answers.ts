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
    direction: 'backward',
    call: 'secretsmanager.DescribeSecret',
    answer: { code: 'AccessDeniedException', message: 'User is not authorized to perform: secretsmanager:DescribeSecret' },
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html',
    follows: { kind: 'stalls', advice: 'permission' },
  },
]);
