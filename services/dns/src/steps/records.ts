import { step } from '@tenantry/shared/saga/stage';
import { requireAllowed } from '../allowed.ts';
import { notOthers } from '../claims.ts';
import { aliases, type DnsRecord, nameOf } from '../dns-record.ts';
import { ensureRecords, removeRecords, type Written } from '../hosted-zone.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly domain: string;
  /** That the tenant has, whatever the event of the domain says. */
  readonly label: string;
  readonly distributionDomainName: string;
  readonly dkimRecords: readonly DnsRecord[];
}
interface Out {
  readonly written: Written;
  readonly recordNames: readonly string[];
  readonly hostedZoneId: string;
  readonly url: string;
}

/** What the events ask for: ours, even if a crash left nothing saved. */
const wanted = ({ domain, distributionDomainName, dkimRecords = [] }: Partial<Needs>): readonly DnsRecord[] => [
  ...(domain !== undefined && distributionDomainName !== undefined ? aliases(domain, distributionDomainName) : []),
  ...dkimRecords,
];

/** The domain's addresses and the proofs of its mail, in one batch. */
export const records = step(
  'records',
  {
    ensure: async (scope: Scope, needs: Needs, saved: { readonly written?: Written }): Promise<Out> => {
      requireAllowed(`${needs.label}.${scope.labels.rootDomain}`, wanted(needs));
      return {
        written: await ensureRecords(scope, wanted(needs), needs.domain, saved.written),
        recordNames: wanted(needs).map(nameOf),
        hostedZoneId: scope.hostedZoneId,
        url: scope.publicUrl.replace('{domain}', needs.domain),
      };
    },
    remove: async (scope, heard, saved) =>
      removeRecords(scope, await notOthers(scope, [...wanted(heard), ...(saved.written?.records ?? [])]), heard.domain),
  },
  {
    // The domain by IPv4 and IPv6, and the DKIM tokens of its mail identity: three (SES API reference, CreateEmailIdentity).
    creates: [{ type: 'AWS::Route53::RecordSet', id: 'recordNames', count: 5, account: 'production', quota: 'records' }],
  },
);
