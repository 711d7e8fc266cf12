import { step } from '@tenantry/shared/saga/stage';
import { aliases, type DnsRecord } from '../dns-record.ts';
import { ensureRecords, removeRecords, type Written } from '../hosted-zone.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly domain: string;
  readonly distributionDomainName: string;
  readonly dkimRecords: readonly DnsRecord[];
}
interface Out {
  readonly written: Written;
  readonly hostedZoneId: string;
  readonly url: string;
}

/** The domain's addresses and the proofs of its mail, in one batch. */
export const records = step(
  'records',
  {
    ensure: async (
      scope: Scope,
      { domain, distributionDomainName, dkimRecords }: Needs,
      saved: { readonly written?: Written },
    ): Promise<Out> => ({
      written: await ensureRecords(scope, [...aliases(domain, distributionDomainName), ...dkimRecords], domain, saved.written),
      hostedZoneId: scope.hostedZoneId,
      url: scope.publicUrl.replace('{domain}', domain),
    }),
    remove: (scope: Scope, _heard: object, saved: { readonly written?: Written }) =>
      removeRecords(scope, [...scope.asked.records, ...(saved.written?.records ?? [])], scope.asked.domain),
  },
  {
    // The domain by IPv4 and IPv6, and the DKIM tokens of its mail identity: three (SES API reference, CreateEmailIdentity).
    creates: [{ type: 'AWS::Route53::RecordSet', id: 'hostedZoneId', count: 5, account: 'production', quota: 'records' }],
  },
);
