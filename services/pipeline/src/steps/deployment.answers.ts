import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference';
const STATES = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html';

export default answersOf('pipeline.deployment', [
  {
    direction: 'forward',
    call: 'cloudformation.DescribeStacks',
    answer: { code: 'AccessDenied', message: 'User is not authorized to perform: cloudformation:DescribeStacks', status: 403 },
    source: `${API}/CommonErrors.html`,
    follows: { kind: 'stalls', advice: 'permission' },
  },
  {
    direction: 'backward',
    name: 'somebody has protected it',
    call: 'cloudformation.DeleteStack',
    answer: { code: 'ValidationError', message: 'Stack [arn] cannot be deleted while TerminationProtection is enabled' },
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html',
    follows: { kind: 'stalls', advice: 'no-enable-termination-protection' },
  },
  {
    direction: 'backward',
    call: 'cloudformation.DeleteStack',
    answer: { code: 'AccessDenied', message: 'User is not authorized to perform: cloudformation:DeleteStack', status: 403 },
    source: `${API}/CommonErrors.html`,
    follows: { kind: 'stalls', advice: 'permission' },
  },
  {
    direction: 'backward',
    name: 'its interfaces are in use',
    call: 'cloudformation.DescribeStacks',
    answer: { becomes: { id: 'StackId', in: ['DescribeStacks'], shows: { StackStatus: 'DELETE_IN_PROGRESS' } } },
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
    follows: { kind: 'waits', reason: 'CloudFormation to delete the stack' },
  },
  {
    direction: 'backward',
    name: 'a deletion has failed',
    call: 'cloudformation.DescribeStacks',
    answer: { becomes: { id: 'StackId', in: ['DescribeStacks'], shows: { StackStatus: 'DELETE_FAILED' } } },
    source: STATES,
    follows: { kind: 'repairs', by: 'cloudformation.DeleteStack' },
  },
  {
    direction: 'backward',
    name: 'an update could not be rolled back',
    call: 'cloudformation.DescribeStacks',
    answer: { becomes: { id: 'StackId', in: ['DescribeStacks'], shows: { StackStatus: 'UPDATE_ROLLBACK_FAILED' } } },
    source: STATES,
    follows: { kind: 'repairs', by: 'cloudformation.DeleteStack' },
  },
]);
