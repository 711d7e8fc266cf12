import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference';

export default answersOf('pipeline.userGroups', [
  {
    direction: 'forward',
    name: 'it is there already, and was not seen yet',
    call: 'cognito-idp.CreateGroup',
    answer: { code: 'GroupExistsException', message: 'A group with the name already exists.' },
    source: `${API}/API_CreateGroup.html`,
    times: 1,
    follows: { kind: 'tries again' },
  },
]);
