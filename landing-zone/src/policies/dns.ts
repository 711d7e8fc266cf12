import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** Production account: a tenant's records in the public zone, whose own NS, SOA, MX or TXT records are never touched. */
export const accountPolicy: readonly Statement[] = [
  allow('route53:ListResourceRecordSets', 'arn:aws:route53:::hostedzone/*'),
  allow('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/*', {
    'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME'] },
  }),
  allow('route53:GetChange', 'arn:aws:route53:::change/*'),
];
