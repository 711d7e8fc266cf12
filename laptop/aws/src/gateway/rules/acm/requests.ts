import { domainToUnicode } from 'node:url';
import { reached, states } from '../../../states.ts';
import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { quotaSource } from '../limits.ts';
import { quotas } from '../quotas.ts';

/** When an account asked for certificates in a region, in milliseconds. Deleting one gives nothing back. */
const requests = (context: GatewayContext, { caller, region }: AwsCall): number[] => {
  const all = context.state<Record<string, number[]>>('acm.requests', () => ({}));
  const key = `${caller.accountId}/${region}`;
  all[key] = (all[key] ?? []).filter((at) => !reached(context.clock, at, states.certificateYear));
  return all[key];
};

/** What is no Punycode stays as it is, or nothing is left of it. */
const isPunycode = (label: string): boolean => /^xn--/i.test(label) && !/^(xn--|$)/i.test(domainToUnicode(label));

/** A name that no public authority may certify: hyphens in places 3 and 4 of a label that is no valid Punycode. */
export const isUncertifiable = (name: string): boolean => name.split('.').some((label) => label.slice(2, 4) === '--' && !isPunycode(label));

export const acmRequestRules: readonly Rule[] = [
  {
    name: 'certificates-per-year',
    source: `${quotaSource('certificatesPerYear')}; https://github.com/aws/aws-cdk/issues/13651`,
    service: 'acm',
    operations: ['RequestCertificate'],
    before: (call, context) => {
      const { certificatesPerYear } = quotas(context);
      if (requests(context, call).length < certificatesPerYear) return undefined;
      throw new AwsError(
        'LimitExceededException',
        `Error: you have reached your limit of ${certificatesPerYear} certificates in the last year.`,
      );
    },
    after: (call, result, context) => {
      if (result.status < 300) requests(context, call).push(context.clock.now());
      return result;
    },
  },
];
