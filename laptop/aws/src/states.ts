import type { Clock } from './clock.ts';

/** How long AWS takes for one long-running operation, and where that figure comes from. */
export interface State {
  readonly awsSeconds: number;
  readonly source: string;
  /** Nobody waits for this one, it only ends something: the instant clock never reaches it. */
  readonly expiry?: true;
}

/**
 * The one table of waiting times, in seconds of AWS. The gateway compares them with its scaled clock whenever a resource is read;
 * nothing else in the laptop's AWS knows a duration. Most figures are single public observations: AWS publishes hardly any.
 */
export const states = {
  /** CreateAccount IN_PROGRESS → SUCCEEDED. */
  accountCreated: { awsSeconds: 13, source: 'https://github.com/kubernetes/k8s.io/issues/4690' },
  /** SUCCEEDED → the first services besides IAM and STS answer; the others follow one by one. */
  firstServiceUsable: {
    awsSeconds: 30,
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/15654 (30 s to 7 min)',
  },
  /** SUCCEEDED → the last of them, S3, answers too. */
  accountUsable: { awsSeconds: 60, source: 'https://github.com/hashicorp/terraform-provider-aws/issues/15654 (30 s to 7 min)' },
  /** CloseAccount PENDING_CLOSURE → CLOSED. */
  accountClosed: {
    awsSeconds: 60,
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html (asynchronous; "a few minutes")',
  },
  /** CLOSED → deleted for good; until then the account counts in the organization. */
  accountDeleted: {
    awsSeconds: 90 * 86_400,
    expiry: true,
    source: 'https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-closing.html (post-closure period)',
  },
  /** EnablePolicyType PENDING_ENABLE → ENABLED. */
  policyTypeEnabled: {
    awsSeconds: 10,
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html (asynchronous)',
  },
  /** CreateAccountAssignment and DeleteAccountAssignment IN_PROGRESS → SUCCEEDED. */
  accountAssigned: {
    awsSeconds: 3,
    source: 'https://github.com/aws-samples/aws-iam-identity-center-extensions Scaling.md (1,200 operations in 61 min)',
  },
  /** A resource that a Create has answered may be missing from the next Describe for this long. */
  ec2Visible: { awsSeconds: 2, source: 'https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html' },
  /** CreateVpcPeeringConnection initiating-request → pending-acceptance (or failed). */
  peeringRequested: {
    awsSeconds: 0,
    source: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle',
  },
  /** AcceptVpcPeeringConnection provisioning → active. */
  peeringActive: {
    awsSeconds: 0,
    source: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle',
  },
  /** A peering request nobody accepts expires after seven days. */
  peeringExpired: {
    awsSeconds: 7 * 86_400,
    expiry: true,
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html',
  },
  /** A change of a table → it can be restored. */
  tableBackedUp: {
    awsSeconds: 300,
    source:
      'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoveryDescription.html (typically 5 minutes before the current time)',
  },
  /** RestoreTableToPointInTime CREATING → ACTIVE. */
  tableRestored: {
    awsSeconds: 1_200,
    source:
      'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/pointintimerecovery_restores.html (the smallest takes minutes, 95 % less than an hour)',
  },
  /** CreateNatGateway pending → available. */
  natAvailable: { awsSeconds: 90, source: 'https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/999 (over 1 min, up to 5)' },
  /** DeleteNatGateway deleting → deleted. */
  natDeleted: { awsSeconds: 60, source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html' },
  /** A deleted NAT gateway or peering connection stays visible for about an hour. */
  deletedVisible: {
    awsSeconds: 3_600,
    expiry: true,
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html',
  },
  /** RequestCertificate → DescribeCertificate shows the validation ResourceRecord. */
  certificateRecord: { awsSeconds: 20, source: 'https://github.com/aws/aws-cdk/issues/3528' },
  /** The validation record resolves → ISSUED. */
  certificateIssued: { awsSeconds: 300, source: 'https://github.com/aws/aws-cdk/issues/2914 (5 to 9.3 min)' },
  /** An IdempotencyToken finds its certificate for an hour. */
  certificateToken: {
    awsSeconds: 3_600,
    expiry: true,
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html',
  },
  /** Certificates count for a year, deleted ones too. */
  certificateYear: { awsSeconds: 365 * 86_400, expiry: true, source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html' },
  /** A certificate whose record never appears ends as VALIDATION_TIMED_OUT. */
  certificateTimedOut: {
    awsSeconds: 72 * 3_600,
    expiry: true,
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html',
  },
  /** CreateDistribution and UpdateDistribution InProgress → Deployed. */
  distributionDeployed: {
    awsSeconds: 195,
    source: 'https://github.com/binbashar/le-tf-infra-aws/issues/408 (3 min 15 s; AWS says within 5 min)',
  },
  /** An error of the origin that the edge keeps, unless the distribution says otherwise. */
  errorCached: {
    awsSeconds: 10,
    source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html',
  },
  /** ChangeResourceRecordSets PENDING → INSYNC. */
  recordInSync: {
    awsSeconds: 45,
    source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html ("within 60 seconds"; 32 s and 61 s observed)',
  },
  /** DKIM records resolve → the identity is verified. */
  identityVerified: {
    awsSeconds: 60,
    source: 'https://docs.aws.amazon.com/ses/latest/dg/creating-identities.html (minutes, up to 72 h)',
  },
  /** PutAccountDetails → SES lets the account out of its sandbox. */
  productionAccess: {
    awsSeconds: 86_400,
    source: 'https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html ("an initial response within 24 hours")',
  },
  /** StartBuild → the first phase runs: queueing and provisioning. */
  buildStarted: {
    awsSeconds: 105,
    source: 'https://github.com/aws-ia/terraform-aws-control_tower_account_factory/issues/88 (1.5 to 2 min)',
  },
  /** DeleteStack of a function in a VPC → Lambda has given its network interfaces back, and the stack goes. */
  functionInterfacesReturned: {
    awsSeconds: 1_200,
    source: 'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/392 (20 to 40 min)',
  },
  /** Packets that nobody answers → TCP gives a new connection up. */
  connectionTimedOut: {
    awsSeconds: 127,
    source: 'https://www.kernel.org/doc/Documentation/networking/ip-sysctl.txt (tcp_syn_retries 6: 127 s)',
  },
  /** The rolling window in which CloseAccount's quota counts. */
  closeQuotaWindow: {
    awsSeconds: 30 * 86_400,
    expiry: true,
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
  },
} as const satisfies Record<string, State>;

/** Whether what began at `startedAtMs` has reached `state` on this clock. */
export const reached = (clock: Clock, startedAtMs: number, state: State): boolean =>
  !(state.expiry === true && clock.scale === 'instant') && clock.due(startedAtMs, state.awsSeconds);
