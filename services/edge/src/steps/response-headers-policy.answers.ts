import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('edge.responseHeadersPolicy', [
  {
    direction: 'forward',
    call: 'cloudfront.CreateResponseHeadersPolicy',
    answer: {
      code: 'TooManyResponseHeadersPolicies',
      message: 'You have reached the maximum number of response headers policies for this AWS account.',
    },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateResponseHeadersPolicy.html',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'backward',
    call: 'cloudfront.DeleteResponseHeadersPolicy',
    answer: {
      code: 'ResponseHeadersPolicyInUse',
      message:
        'Cannot delete the response headers policy because it is attached to one or more cache behaviors in a CloudFront distribution.',
      status: 409,
    },
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteResponseHeadersPolicy.html',
    follows: { kind: 'waits', reason: 'CloudFront to let go of the response headers policy' },
  },
]);
