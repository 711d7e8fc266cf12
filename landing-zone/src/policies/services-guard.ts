import { exemptPrincipals, type OrganizationBaseline } from '@tenantry/shared/deployment/organization-baseline';
import { anywhere, unless } from './organization.ts';

/** CloudFront's parts, and what is global: one of the two regions that the sweep lists. */
const GLOBAL_REGION = 'us-east-1';
/** Makes nothing, and answers in any region. */
const ANYWHERE = ['health:*', 's3:ListAllMyBuckets', 'sts:*', 'support:*'];

/** What a tenant's account is made of, and what people look at it with. */
const NEEDED = [
  'acm:*',
  'apigateway:*',
  'budgets:*',
  'cloudformation:*',
  'cloudfront:*',
  'cloudtrail:LookupEvents',
  'cloudwatch:*',
  'cognito-idp:*',
  'dynamodb:ListTables',
  'ec2:*',
  'events:*',
  'execute-api:*',
  'health:*',
  'iam:*',
  'kms:*',
  'lambda:*',
  'logs:*',
  's3:*',
  'secretsmanager:*',
  'servicequotas:*',
  'ses:*',
  'signin:*',
  'sts:*',
  'support:*',
  'tag:*',
  'wafv2:*',
  'xray:*',
];
/** What costs much in a minute: a tenant's account has no machines. */
const MACHINES = [
  'ec2:AllocateHosts',
  'ec2:CreateCapacityReservation',
  'ec2:CreateFleet',
  'ec2:PurchaseReservedInstancesOffering',
  'ec2:RequestSpotFleet',
  'ec2:RequestSpotInstances',
  'ec2:RunInstances',
  'ec2:StartInstances',
];

/** An account uses the two regions that an off-boarding lists, so that "nothing is left" is true, and no service that it has no use for. */
export const servicesGuard = (region: string, baseline: OrganizationBaseline): readonly object[] => [
  // A resource in a region that nobody lists goes on costing (https://github.com/aws-solutions/innovation-sandbox-on-aws/issues/148).
  {
    Sid: 'OnlyListedRegions',
    Effect: 'Deny',
    NotAction: ANYWHERE,
    Resource: '*',
    Condition: {
      StringNotEquals: { 'aws:RequestedRegion': [...new Set([region, GLOBAL_REGION])] },
      ...unless(exemptOf(baseline)),
    },
  },
  { Sid: 'OnlyNeededServices', Effect: 'Deny', NotAction: NEEDED, Resource: '*', Condition: unless(exemptOf(baseline)) },
  { Sid: 'NoMachines', Effect: 'Deny', Action: MACHINES, Resource: '*' },
];
/** A condition without values is refused: with no role of the organization's own, nobody is exempt. */
const exemptOf = (baseline: OrganizationBaseline): readonly string[] => {
  const exempt = exemptPrincipals(baseline);
  return exempt.length > 0 ? exempt : [anywhere('none')];
};
