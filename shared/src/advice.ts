/** What to do about an AWS error code, for the person who reads it at night. */
const ADVICE: Readonly<Record<string, string>> = {
  AccessDenied:
    'The role lacks a permission or its trust policy does not name the caller: deploy the landing zone again and compare the role. In a tenant account, see first whether that is suspended or closed (docs/runbook.md#an-account-is-suspended-or-closed).',
  AccessDeniedException: 'The role lacks a permission: deploy the landing zone again and compare the role named in the message.',
  UnauthorizedOperation: 'The role lacks this EC2 permission: deploy the tenant baseline again.',
  NatGatewayLimitExceeded: 'Raise the quota "NAT gateways per Availability Zone" in the tenant account, then retry the stage.',
  AddressLimitExceeded: 'Raise the quota "EC2-VPC Elastic IPs" in the tenant account, then retry the stage.',
  VpcLimitExceeded: 'Raise the quota "VPCs per Region" in the tenant account, then retry the stage.',
  InternetGatewayLimitExceeded: 'Raise the quota "Internet gateways per Region" in the tenant account, then retry the stage.',
  SubnetLimitExceeded: 'Raise the quota "Subnets per VPC" in the tenant account, then retry the stage.',
  ActiveVpcPeeringConnectionPerVpcLimitExceeded:
    'Raise the quota "Active VPC peering connections per VPC" in the account of the VPC that the message names (at most 125), then retry the stage. docs/runbook.md#a-cell-is-full',
  PendingVpcPeeringConnectionLimitExceeded:
    'Too many peering requests of the tenant account wait for an answer: delete those that nobody will accept, then retry the stage.',
  'InvalidVpcPeeringConnectionID.NotFound': 'Somebody deleted the peering connection: retry the stage, it requests another one.',
  RouteLimitExceeded: 'Raise the quota "Routes per route table" in the account that the message is about, then retry the stage.',
  OutstandingVpcPeeringConnectionLimitExceeded:
    'Too many peering requests of the VPC wait for an answer: delete those that nobody will accept, then retry the stage.',
  ConstraintViolationException: 'An Organizations quota is used up: the message names it; ask AWS to raise it, then retry the stage.',
  LimitExceededException: 'A service quota is used up: the message names it; raise it, then retry the stage.',
  RequestLimitExceeded: 'AWS throttles EC2 in this account: wait, then retry the stage; lower maximumConcurrency if it happens often.',
  ThrottlingException: 'AWS throttles this API: wait, then retry the stage; lower maximumConcurrency if it happens often.',
  TooManyRequestsException: 'AWS throttles this API: wait, then retry the stage; lower maximumConcurrency if it happens often.',
  InvalidViewerCertificate:
    'CloudFront needs an issued certificate in us-east-1: check the validation record in the zone, then retry the stage.',
  CNAMEAlreadyExists: 'Another distribution, perhaps in another account, has this domain: remove it there, then retry the stage.',
  ResourceInUseException: 'Something still uses the resource: see the message, remove the user, then retry the stage.',
  DependencyViolation: 'Something is left in the VPC: list its network interfaces, remove them, then retry the stage.',
};

/** Falls back to the runbook for a code that has no advice of its own. */
export const adviceFor = (code: string): string =>
  ADVICE[code] ?? `Look up ${code || 'the message'} in docs/runbook.md; when the cause is gone, retry the stage.`;
