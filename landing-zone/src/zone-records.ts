import type { Config } from '@tenantry/shared/deployment/config';
import { oneAfterAnother, type Resource, type Resources, ref } from './template.ts';

const DAY = '86400';
/** The text of a TXT or CAA value. */
const quoted = (text: string): string => `"${text}"`;

/**
 * What the root domain says of itself, for all below it: which certificate authorities may issue (RFC 8659), and, where it sends no mail, that
 * no mail in its name is genuine (RFC 7208, RFC 7489). A tenant's own mail is signed for the tenant's domain by DKIM, which passes.
 * Each after the one before: Route 53 works on one change of a zone at a time.
 */
export const zoneRecords = ({ rootDomain, dns: { certificateAuthorities, mail } }: Config): Resources => {
  const record = (Name: string, Type: string, ResourceRecords: readonly string[]): Resource => ({
    Type: 'AWS::Route53::RecordSet',
    Properties: { HostedZoneId: ref('Zone'), Name, Type, TTL: DAY, ResourceRecords },
  });
  // No wildcard certificate: each tenant and the console have one of their own names.
  const issue = [...certificateAuthorities.map((authority) => `0 issue ${quoted(authority)}`), `0 issuewild ${quoted(';')}`];
  return oneAfterAnother([
    ...(certificateAuthorities.length > 0 ? [['Authorities', record(rootDomain, 'CAA', issue)] as const] : []),
    ...(mail === 'none'
      ? [
          ['NoMail', record(rootDomain, 'TXT', [quoted('v=spf1 -all')])] as const,
          ['RejectMail', record(`_dmarc.${rootDomain}`, 'TXT', [quoted('v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s')])] as const,
        ]
      : []),
  ]);
};
