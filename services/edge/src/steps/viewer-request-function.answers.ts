import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('edge.viewerRequestFunction', [
  {
    direction: 'forward',
    call: 'cloudfront.CreateFunction',
    answer: { code: 'TooManyFunctions', message: 'You have reached the maximum number of CloudFront functions for this AWS account.' },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateFunction.html',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 'cloudfront.PublishFunction',
    answer: {
      code: 'PreconditionFailed',
      message: 'The precondition in one or more of the request fields evaluated to false.',
      status: 412,
    },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_PublishFunction.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'cloudfront.DeleteFunction',
    answer: {
      code: 'FunctionInUse',
      message: 'Cannot delete the function because it’s attached to one or more cache behaviors.',
      status: 409,
    },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteFunction.html',
    follows: { kind: 'waits', reason: 'CloudFront to let go of the function' },
  },
]);
