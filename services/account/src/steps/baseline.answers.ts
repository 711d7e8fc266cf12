import { answersOf } from '@tenantry/shared/testing/answers';

const CREATE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html';

const STATES = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html';

export default answersOf('account.baseline', [
  {
    direction: 'forward',
    call: 'cloudformation.CreateStack',
    answer: { code: 'OptInRequired', message: 'The AWS Access Key Id needs a subscription for the service', status: 403 },
    source: 'https://github.com/awslabs/aws-deployment-framework/issues/283',
    follows: { kind: 'waits', reason: 'up (OptInRequired)' },
  },
  {
    direction: 'forward',
    call: 'cloudformation.CreateStack',
    answer: { code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.', status: 403 },
    source: 'https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/269',
    follows: { kind: 'waits', reason: 'up (InvalidClientTokenId)' },
  },
  {
    direction: 'forward',
    call: 'cloudformation.CreateStack',
    answer: { code: 'LimitExceededException', message: 'Limit for stack has been exceeded' },
    source: CREATE,
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'backward',
    call: 'organizations.DescribeAccount',
    answer: { endsFailed: 'SUSPENDED' },
    source: STATES,
    follows: { kind: 'stalls', code: 'AccountSuspended', advice: 'AWS Support' },
  },
  {
    direction: 'backward',
    from: 'rollback',
    call: 'organizations.DescribeAccount',
    answer: { endsFailed: 'PENDING_CLOSURE' },
    source: STATES,
    follows: { kind: 'waits', reason: 'AWS to close account' },
  },
  {
    direction: 'backward',
    call: 'cloudformation.UpdateStack',
    answer: { code: 'ValidationError', message: 'Stack is in UPDATE_ROLLBACK_FAILED state and can not be updated.' },
    source: 'https://github.com/org-formation/org-formation-cli/issues/455',
    follows: { kind: 'stalls', advice: 'retry the stage' },
  },
  {
    direction: 'backward',
    call: 'cloudformation.UpdateStack',
    answer: { code: 'AccessDenied', message: 'User is not authorized to perform: cloudformation:UpdateStack', status: 403 },
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html',
    follows: { kind: 'stalls', advice: 'deploy the landing zone again' },
  },
  {
    direction: 'backward',
    from: 'rollback',
    call: 'cloudformation.UpdateStack',
    answer: { code: 'OperationInProgressException', message: 'Another operation is in progress for the stack.' },
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html',
    times: 3,
    follows: { kind: 'tries again' },
  },
]);
