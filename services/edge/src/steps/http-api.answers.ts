import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('edge.httpApi', [
  {
    direction: 'forward',
    call: 'apigateway.CreateApi',
    answer: { code: 'TooManyRequestsException', message: 'Too Many Requests', status: 429 },
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    call: 'apigateway.CreateStage',
    answer: {
      code: 'ConflictException',
      message: 'Unable to complete operation due to concurrent modification. Please try again later.',
      status: 409,
    },
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/18018',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'apigateway.DeleteApi',
    answer: { code: 'TooManyRequestsException', message: 'Too Many Requests', status: 429 },
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
    follows: { kind: 'tries again' },
  },
]);
