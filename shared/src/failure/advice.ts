/** Where the runbook says more. */
const RUNBOOK = 'docs/runbook.md';
const QUOTA = `${RUNBOOK}#a-quota-is-used-up`;
const REFUSED = `${RUNBOOK}#a-permission-is-missing`;
const INVALID_REQUEST = `${RUNBOOK}#aws-calls-a-request-invalid`;
const STALLED_STAGE = `${RUNBOOK}#stalled-stage`;
const THROTTLED = `${RUNBOOK}#aws-throttles`;
const GONE = `${RUNBOOK}#something-of-the-landing-zone-is-gone`;
const IN_USE = `${RUNBOOK}#something-still-uses-it`;

const SLOW_DOWN = `AWS throttles this API: wait, then retry the stage; lower maximumConcurrency if it happens often (${THROTTLED}).`;

/** What to do about an AWS error code, for the person who reads it at night. The section that it links to names the code. */
export const ADVICE: Readonly<Record<string, string>> = {
  AccessDenied: `The role lacks a permission or its trust policy does not name the caller: deploy the landing zone again and compare the role (${REFUSED}). In a tenant account, see first whether that is suspended or closed (${RUNBOOK}#an-account-is-suspended-or-closed).`,
  AccessDeniedException: `The role lacks a permission: deploy the landing zone again and compare the role named in the message (${REFUSED}).`,
  UnauthorizedOperation: `The role lacks this EC2 permission: deploy the tenant baseline again (${REFUSED}).`,
  NatGatewayLimitExceeded: `Raise the quota "NAT gateways per Availability Zone" in the tenant account, then retry the stage (${QUOTA}).`,
  AddressLimitExceeded: `Raise the quota "EC2-VPC Elastic IPs" in the tenant account, then retry the stage (${QUOTA}).`,
  VpcLimitExceeded: `Raise the quota "VPCs per Region" in the tenant account, then retry the stage (${QUOTA}).`,
  InternetGatewayLimitExceeded: `Raise the quota "Internet gateways per Region" in the tenant account, then retry the stage (${QUOTA}).`,
  SubnetLimitExceeded: `Raise the quota "Subnets per VPC" in the tenant account, then retry the stage (${QUOTA}).`,
  ActiveVpcPeeringConnectionPerVpcLimitExceeded: `Raise the quota "Active VPC peering connections per VPC" in the account of the VPC that the message names (at most 125), then retry the stage (${RUNBOOK}#a-cell-is-full).`,
  PendingVpcPeeringConnectionLimitExceeded: `Too many peering requests of the tenant account wait for an answer: delete those that nobody will accept, then retry the stage (${QUOTA}).`,
  'InvalidVpcPeeringConnectionID.NotFound': `Somebody deleted the peering connection: retry the stage, it requests another one (${RUNBOOK}#a-peering-does-not-become-active).`,
  'InvalidRouteTableID.NotFound': `A route table that the landing zone names is gone: repair its stack, deploy the landing zone, then retry the stage (${GONE}).`,
  RouteTableLimitExceeded: `Raise the quota "Route tables per VPC" in the tenant account, then retry the stage (${QUOTA}).`,
  RouteLimitExceeded: `Raise the quota "Routes per route table" in the account that the message is about, then retry the stage (${QUOTA}).`,
  OutstandingVpcPeeringConnectionLimitExceeded: `Too many peering requests of the VPC wait for an answer: delete those that nobody will accept, then retry the stage (${QUOTA}).`,
  ConstraintViolationException: `An Organizations quota is used up: the message names it; ask AWS to raise it, then retry the stage (${QUOTA}).`,
  AccountLimitExceededException: `A CodeBuild quota of the DevOps account is used up: the message names it; raise it, then retry the stage (${QUOTA}).`,
  ConcurrentPipelineExecutionsLimitExceededException: `Too many releases of this tenant wait for each other: stop those that nobody needs, then retry the stage (${RUNBOOK}#release-failed).`,
  ServiceQuotaExceededException: `A service quota is used up: the message names it; raise it, then retry the stage (${QUOTA}).`,
  LimitExceededException: `A service quota is used up: the message names it; raise it, then retry the stage (${QUOTA}).`,
  RequestLimitExceeded: `AWS throttles EC2 in this account: wait, then retry the stage; lower maximumConcurrency if it happens often (${THROTTLED}).`,
  ThrottlingException: SLOW_DOWN,
  TooManyRequestsException: SLOW_DOWN,
  CodeDeliveryFailureException: `Cognito could not send the invitation: see that the first user's address is right and takes mail, and whether the pool's mails of the day are used up, then retry the stage: it sends another (${RUNBOOK}#the-invitation-does-not-arrive).`,
  InvalidViewerCertificate: `CloudFront needs an issued certificate in us-east-1: check the validation record in the zone, then retry the stage (${RUNBOOK}#certificate-not-issued).`,
  CNAMEAlreadyExists: `Another distribution, perhaps in another account, has this domain: remove it there, then retry the stage (${RUNBOOK}#the-domain-leads-elsewhere).`,
  TooManyDistributions: `Raise the quota "Web distributions per AWS account" in the tenant account, or remove what is not the tenant's, then retry the stage (${QUOTA}).`,
  TooManyFunctions: `Raise the quota "Functions per AWS account" of CloudFront in the tenant account, then retry the stage (${QUOTA}).`,
  TooManyResponseHeadersPolicies: `Raise the quota "Response headers policies per AWS account" in the tenant account, then retry the stage (${QUOTA}).`,
  TooManyOriginAccessControls: `Raise the quota "Origin access controls per account" in the tenant account, then retry the stage (${QUOTA}).`,
  TooManyBuckets: `Raise the quota "General purpose buckets" in the tenant account, then retry the stage (${QUOTA}).`,
  WAFLimitsExceededException: `Raise the quota "Maximum number of web ACLs" of CloudFront in the tenant account, then retry the stage (${QUOTA}).`,
  NoSuchHostedZone: `The zone of the root domain that the landing zone named is gone: repair its stack, deploy the landing zone, see that the registrar names its servers, then retry the stage (${GONE}).`,
  InvalidChangeBatch: `The message says which record Route 53 does not take: look at that name in the zone of the root domain, remove what is in the way, then retry the stage (${RUNBOOK}#the-domain-leads-elsewhere).`,
  ResourceInUseException: `Something still uses the resource: see the message, remove what uses it, then retry the stage (${IN_USE}).`,
  Blocked: `AWS has blocked the account that the call was made in: ask AWS Support, then retry the stage (${RUNBOOK}#an-account-is-suspended-or-closed).`,
  DependencyViolation: `Something is left in the VPC: list its network interfaces, remove them, then retry the stage (${IN_USE}).`,
};

/** What AWS says of requests that it calls wrong, whatever the cause is. */
const INVALID_ADVICE = `AWS calls the request invalid: find out what it names (a zone, a state, a name that leads elsewhere, a quota), remove that, then retry the stage (${INVALID_REQUEST}).`;

/** Of a request that breaks the API's own model: the tenant is rolled back for it. */
export const MODEL_ADVICE = `The request breaks the API's own rules, so no retry helps: the tenant is taken back. Repair what the message names, in what the tenant was requested with or in our code, then request the tenant again (${INVALID_REQUEST}).`;

/** Of a call that a policy of the organization denies: no policy of a role outweighs that. */
export const ORGANIZATION_ADVICE = `A policy of your organization denies it, and no permission of the role outweighs that: find the service or resource control policy at the account's unit or above, let it spare the role that the message names, then retry the stage (${REFUSED}).`;

/** How AWS refused a call, as far as its code and message show. */
export type KindOfAnswer = 'invalid' | 'throttled' | 'used up' | 'other';

const ADVICE_OF_KIND: Readonly<Record<KindOfAnswer, (code: string) => string>> = {
  invalid: () => INVALID_ADVICE,
  throttled: () => SLOW_DOWN,
  'used up': (code) => `A quota is used up (${code}): the message names it; raise it in that account, then retry the stage (${QUOTA}).`,
  other: (code) => `Look up ${code || 'the message'} in the runbook (${STALLED_STAGE}); when the cause is gone, retry the stage.`,
};

/** A code without its own advice has that of its kind. A rate that a service calls like a quota is not a quota's to raise. */
export const adviceFor = (code: string, kind: KindOfAnswer = 'other'): string => {
  const own = ADVICE[code];
  const isOfQuota = kind === 'throttled' && own?.includes(QUOTA);
  return own === undefined || isOfQuota ? ADVICE_OF_KIND[kind](code) : own;
};

/** The advice with the section of the runbook, so that nobody is left alone with it. */
export const withLink = (advice: string): string =>
  advice.includes(RUNBOOK) ? advice : `${advice.replace(/\.$/, '')} (${STALLED_STAGE}).`;
