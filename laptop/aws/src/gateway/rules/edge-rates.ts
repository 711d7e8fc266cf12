import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';
import { isTaken, type Rate } from './token-bucket.ts';

interface ServiceRate extends Rate {
  readonly service: string;
  /** Each of these has the rate for itself; all calls of the service share it when absent. */
  readonly operations?: readonly string[];
  readonly source: string;
  readonly refusal: () => AwsError;
}

/** Rates per account. */
const RATES: readonly ServiceRate[] = [
  {
    service: 'route53',
    perSecond: 10,
    burst: 50,
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/throttling-api-requests.html',
    refusal: () => new AwsError('Throttling', 'Rate exceeded'),
  },
  {
    service: 'apigateway',
    perSecond: 10,
    burst: 40,
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html (all control plane operations)',
    refusal: () => new AwsError('TooManyRequestsException', 'Too Many Requests', 429),
  },
  {
    service: 'wafv2',
    operations: ['CreateWebACL', 'UpdateWebACL'],
    perSecond: 1,
    burst: 1,
    source:
      'https://docs.aws.amazon.com/solutions/latest/security-automations-for-aws-waf/quotas.html (one request per second, account and region to any individual Create, Put or Update action)',
    refusal: () => new AwsError('ThrottlingException', 'Rate exceeded'),
  },
];

export const edgeRateRules: readonly Rule[] = RATES.map(({ service, operations, source, refusal, ...rate }) => ({
  name: `rate-of-${service}`,
  source,
  service,
  operations: operations ?? ['*'],
  before: (call, context) => {
    const bucket = operations ? `${service} ${call.operation} ${call.region}` : service;
    if (isTaken(context, `${bucket}/${call.caller.accountId}`, rate)) return undefined;
    throw refusal();
  },
}));
