import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { isTaken, type Rate } from '../token-bucket.ts';
import { field } from './input.ts';
import { EC2_OPERATIONS } from './operations.ts';

const SOURCE = 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html (request token bucket sizes and refill rates)';

const READS: Rate = { burst: 100, perSecond: 20 };
/** Of some reads, when they have no filter and no page. */
const UNFILTERED: Rate = { burst: 50, perSecond: 10 };
/** Also what the guide calls resource-intensive, such as everything about peering connections. */
const CHANGES: Rate = { burst: 50, perSecond: 5 };

const UNFILTERED_READS = ['DescribeInstances', 'DescribeNetworkInterfaces', 'DescribeSecurityGroups', 'DescribeVolumes'];
/** Actions with buckets of their own, as far as a network is made of them. */
const OWN: Readonly<Record<string, Rate>> = {
  CreateNatGateway: { burst: 10, perSecond: 1 },
  CreateNetworkInterface: { burst: 100, perSecond: 5 },
  CreateTags: { burst: 100, perSecond: 10 },
  CreateVpcEndpoint: { burst: 4, perSecond: 0.3 },
  DeleteNatGateway: { burst: 10, perSecond: 1 },
  DeleteNetworkInterface: { burst: 100, perSecond: 5 },
  DeleteTags: { burst: 100, perSecond: 10 },
  DeleteVpcEndpoints: { burst: 4, perSecond: 0.3 },
  RunInstances: { burst: 5, perSecond: 2 },
  TerminateInstances: { burst: 100, perSecond: 5 },
};

const isFiltered = ({ params }: AwsCall): boolean => field(params, 'Filter.1.Name') !== '' || field(params, 'MaxResults') !== '';

/** EC2's request rate of a call, per account, region and action. */
const rateOf = (call: AwsCall): Rate => {
  const own = OWN[call.operation];
  if (own) return own;
  if (!call.operation.startsWith('Describe')) return CHANGES;
  return UNFILTERED_READS.includes(call.operation) && !isFiltered(call) ? UNFILTERED : READS;
};

const bucketOf = ({ caller, region, operation }: AwsCall, { burst }: Rate): string =>
  ['ec2', caller.accountId, region, operation, burst].join(' ');

export const rateRules: readonly Rule[] = [
  {
    name: 'ec2-request-rate',
    source: SOURCE,
    service: 'ec2',
    operations: EC2_OPERATIONS,
    before: (call, context) => {
      const rate = rateOf(call);
      if (isTaken(context, bucketOf(call, rate), rate)) return undefined;
      throw new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503);
    },
  },
];
