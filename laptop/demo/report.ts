import type { JournalEntry } from '@laptop/aws/gateway/journal';

/** Calls that repeat by nature, each with its reason; everything else may happen once per role, operation and parameters. */
const REPEATS: Readonly<Record<string, string>> = {
  'sts AssumeRole': 'token renewal: once per process and role',
  'ssm GetParameter': 'the landing zone, once per process',
  'sqs GetQueueUrl': 'once per process',
  'dynamodb GetItem': 'the record, once per message',
  'organizations DescribeCreateAccountStatus': 'poll',
  'cloudformation DescribeStacks': 'poll',
  'ssoadmin DescribeAccountAssignmentCreationStatus': 'poll',
  'sso DescribeAccountAssignmentCreationStatus': 'poll',
  'ses GetAccount': 'who sends the mail: whenever the pool is verified, and every hour',
  'ses GetEmailIdentity': 'as GetAccount',
  'ses ListSuppressedDestinations': 'every hour',
  'ec2 DescribeNatGateways': 'poll',
  'ec2 DescribeVpcs': 'before a range is claimed (a claim may be lost), and before the VPC is created',
  'ec2 DescribeVpcPeeringConnections': 'poll',
  'acm DescribeCertificate': 'poll',
  'cloudfront GetDistribution': 'poll',
  'route53 GetChange': 'poll',
  'codepipeline GetPipelineExecution': 'poll',
  'codebuild BatchGetBuilds': 'poll: whether the build that a pipeline waits for still moves',
  'codepipeline ListActionExecutions': 'poll',
  'ssoadmin ListAccountAssignments': 'poll',
  'sso-admin ListAccountAssignments': 'poll',
  'organizations ListCreateAccountStatus': 'poll: creations are serialised, and each turn looks first',
  'organizations ListAccounts': 'poll: as ListCreateAccountStatus',
  'codepipeline ListPipelineExecutions': 'poll',
};

export interface RepeatedCall {
  readonly role: string;
  readonly call: string;
  readonly params: string;
  readonly count: number;
}

const isService = (role: string | undefined): role is string =>
  role !== undefined && /^tenantry-/.test(role) && !/-(build|codepipeline|admin-function)$/.test(role);

/**
 * What a stage asked AWS more than once per tenant in the same words, errors aside. A call after a failed one of its own is a retry, and an
 * account that is not usable yet is asked again: both are told apart by the outcome.
 */
export const repeatedCalls = (entries: readonly JournalEntry[], tenants = 1): readonly RepeatedCall[] => {
  const seen = new Map<string, { entry: JournalEntry; count: number }>();
  for (const entry of entries) {
    if (entry.outcome !== 'ok' || !isService(entry.role) || REPEATS[`${entry.service} ${entry.operation}`]) continue;
    const key = [entry.account, entry.role, entry.service, entry.operation, entry.digest].join(' ');
    const known = seen.get(key);
    seen.set(key, { entry, count: (known?.count ?? 0) + 1 });
  }
  return [...seen.values()]
    .filter(({ count }) => count > tenants)
    .map(({ entry, count }) => ({ role: entry.role ?? '', call: `${entry.service} ${entry.operation}`, params: entry.params, count }));
};

/** AWS calls by service, most first; only those of the product's own roles. */
export const callsByService = (entries: readonly JournalEntry[]): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const entry of entries) if (entry.role?.startsWith('tenantry-')) counts.set(entry.service, (counts.get(entry.service) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
};

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
