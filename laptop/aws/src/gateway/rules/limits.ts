/** One limit of AWS. */
interface Limit {
  /** What a new organization and its new accounts have. */
  readonly fresh: number;
  readonly source: string;
}

const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html';
const VPC = 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html';
const CLOSE_ACCOUNT = 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html';

const LIMITS = {
  /** Accounts of the organization: the management account, and closed ones for 90 days. New organizations may have fewer. */
  accounts: { fresh: 10, source: ORGANIZATIONS },
  /** Member accounts created at the same time. */
  concurrentCreateAccount: { fresh: 5, source: ORGANIZATIONS },
  concurrentCloseAccount: { fresh: 3, source: ORGANIZATIONS },
  /** Closings in 30 days: max(250, 20 % of members), at most 1,000. */
  closeAccountMinimum: { fresh: 250, source: CLOSE_ACCOUNT },
  closeAccountShare: { fresh: 0.2, source: CLOSE_ACCOUNT },
  closeAccountMaximum: { fresh: 1_000, source: CLOSE_ACCOUNT },
  /** The default VPC counts. */
  vpcsPerRegion: { fresh: 5, source: VPC },
  addressesPerRegion: { fresh: 5, source: VPC },
  natGatewaysPerZone: { fresh: 5, source: VPC },
  peeringsPerVpc: { fresh: 50, source: VPC },
  /** Requests of an account that nobody has answered. */
  outstandingPeeringRequests: { fresh: 25, source: VPC },
  /** At most 1,000. */
  routesPerTable: { fresh: 500, source: VPC },
  routeTablesPerVpc: { fresh: 200, source: VPC },
  subnetsPerVpc: { fresh: 200, source: VPC },
  internetGatewaysPerRegion: { fresh: 5, source: VPC },
  securityGroupsPerRegion: { fresh: 2_500, source: VPC },
  /** Of Linux/Small. */
  concurrentBuilds: {
    fresh: 1,
    source:
      'https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html (60); new accounts: https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/249',
  },
  queuedBuilds: { fresh: 1, source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html' },
  /** Mails that Cognito sends itself, of an account and region. */
  cognitoMailsPerDay: { fresh: 50, source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html' },
  userPools: { fresh: 1_000, source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html' },
  buildProjects: { fresh: 5_000, source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html' },
  pipelines: { fresh: 1_000, source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html' },
  /** Of one pipeline, running and waiting, in mode QUEUED. */
  executionsPerPipeline: { fresh: 50, source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html' },
  /** Of all functions of an account in a region. */
  concurrentExecutions: {
    fresh: 10,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (1,000; "new AWS accounts have reduced concurrency")',
  },
  /** Requests of a region, deleted certificates included. */
  certificatesPerYear: {
    fresh: 20,
    source:
      'https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html (twice the quota of 2,500; "new AWS accounts may start with a quota that is lower")',
  },
  distributionsPerAccount: {
    fresh: 200,
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html',
  },
  mailIdentities: { fresh: 10_000, source: 'https://docs.aws.amazon.com/ses/latest/dg/quotas.html (verified identities, of each region)' },
  /** Of each scope. */
  webAclsPerAccount: { fresh: 100, source: 'https://docs.aws.amazon.com/waf/latest/developerguide/limits.html' },
} as const satisfies Readonly<Record<string, Limit>>;

export type QuotaName = keyof typeof LIMITS;
export type Quotas = Record<QuotaName, number>;

/** What a new organization has. */
export const freshQuotas = (): Quotas => Object.fromEntries(Object.entries(LIMITS).map(([name, { fresh }]) => [name, fresh])) as Quotas;

/** Where AWS publishes a limit. */
export const quotaSource = (name: QuotaName): string => LIMITS[name].source;
