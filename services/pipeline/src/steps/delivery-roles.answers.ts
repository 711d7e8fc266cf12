import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/IAM/latest/APIReference';

export default answersOf('pipeline.deliveryRoles', [
  {
    direction: 'forward',
    name: 'it is there already, and was not seen yet',
    call: 'iam.CreateRole',
    answer: { code: 'EntityAlreadyExists', message: 'Role with name tenantry-0x-data already exists.' },
    source: `${API}/API_CreateRole.html`,
    times: 1,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    call: 'iam.CreateRole',
    answer: { code: 'LimitExceededException', message: 'Cannot exceed quota for RolesPerAccount: 1000' },
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 'iam.PutRolePolicy',
    answer: { code: 'NoSuchEntity', message: 'The role with name tenantry-0x-data cannot be found.' },
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency',
    times: 1,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'iam.DeleteRole',
    answer: { code: 'DeleteConflict', message: 'Cannot delete entity, must delete policies first.' },
    source: `${API}/API_DeleteRole.html`,
    times: 1,
    follows: { kind: 'tries again' },
  },
]);
