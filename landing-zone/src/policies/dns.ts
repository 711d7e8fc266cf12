import { allow, type Statement } from '@tenantry/shared/infra/policy';

export interface PublicZone {
  /** `arn:aws:route53:::hostedzone/Z…`, or what CloudFormation makes of it. */
  readonly arn: unknown;
  readonly rootDomain: string;
  /** Labels below the root domain that no tenant has. */
  readonly reserved: readonly string[];
}

/** Names as the condition key has them: lower case, no final dot, `*` as `\052` (Route 53 Developer Guide, "Specifying conditions"). */
const NAMES = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
const TYPES = 'route53:ChangeResourceRecordSetsRecordTypes';

/**
 * Names that speak for the root domain, or for all below it: itself, reserved labels and what is below them, wildcards, where ACM looks for
 * the proof of the root domain's own certificate (an underscore and 32 characters), and what mail servers ask about the root domain.
 */
const notTenants = ({ rootDomain, reserved }: PublicZone): readonly string[] => [
  rootDomain,
  ...reserved.flatMap((label) => [`${label}.${rootDomain}`, `*.${label}.${rootDomain}`]),
  '*\\052*',
  ...[`_${'?'.repeat(32)}`, '_dmarc', '_mta-sts', '_smtp._tls', '*._domainkey'].map((label) => `${label}.${rootDomain}`),
];

/** Production account: tenants' records in the public zone, whose own NS, SOA, MX or TXT records are never touched. */
export const accountPolicy = (zone: PublicZone): readonly Statement[] => [
  allow('route53:ListResourceRecordSets', zone.arn),
  allow('route53:ChangeResourceRecordSets', zone.arn, {
    'ForAllValues:StringEquals': { [TYPES]: ['A', 'AAAA', 'CNAME'] },
    'ForAllValues:StringLike': { [NAMES]: [`*.${zone.rootDomain}`] },
    // Of a request without such values the two above would say nothing.
    Null: { [TYPES]: 'false', [NAMES]: 'false' },
  }),
  {
    Effect: 'Deny',
    Action: 'route53:ChangeResourceRecordSets',
    Resource: '*',
    Condition: { 'ForAnyValue:StringLike': { [NAMES]: notTenants(zone) } },
  },
  // An id of a change belongs to no zone (Service Authorization Reference, Amazon Route 53).
  allow('route53:GetChange', 'arn:aws:route53:::change/*'),
];
