interface Throttling {
  readonly code: string;
  readonly status: number;
}

/**
 * How each service says "too many calls" (Common Errors or the operation's errors in its API reference). What is not listed answers
 * `ThrottlingException` with 400.
 */
const THROTTLING: Readonly<Record<string, Throttling>> = {
  apigateway: { code: 'TooManyRequestsException', status: 429 },
  cloudformation: { code: 'Throttling', status: 400 },
  cloudfront: { code: 'Throttling', status: 400 },
  'cognito-idp': { code: 'TooManyRequestsException', status: 400 },
  dynamodb: { code: 'ProvisionedThroughputExceededException', status: 400 },
  ec2: { code: 'RequestLimitExceeded', status: 503 },
  iam: { code: 'Throttling', status: 400 },
  lambda: { code: 'TooManyRequestsException', status: 429 },
  organizations: { code: 'TooManyRequestsException', status: 400 },
  route53: { code: 'Throttling', status: 400 },
  s3: { code: 'SlowDown', status: 503 },
  ses: { code: 'TooManyRequestsException', status: 429 },
  sqs: { code: 'RequestThrottled', status: 403 },
  sts: { code: 'Throttling', status: 400 },
};

export const throttlingOf = (service: string): Throttling => THROTTLING[service] ?? { code: 'ThrottlingException', status: 400 };
