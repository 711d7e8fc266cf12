import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';
import { isTaken, type Rate } from './token-bucket.ts';

interface ServiceRate extends Rate {
  readonly service: string;
  readonly source: string;
  readonly refusal: () => AwsError;
}

/** Rates of whole services, per account. */
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
];

export const edgeRateRules: readonly Rule[] = RATES.map(({ service, source, refusal, ...rate }) => ({
  name: `rate-of-${service}`,
  source,
  service,
  operations: ['*'],
  before: (call, context) => {
    if (isTaken(context, `${service}/${call.caller.accountId}`, rate)) return undefined;
    throw refusal();
  },
}));
