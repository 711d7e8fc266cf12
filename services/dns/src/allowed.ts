import { slug } from '@tenantry/events-schema/fields';
import { StalledError } from '@tenantry/shared/failure/errors';
import { absolute, type DnsRecord } from './dns-record.ts';

/** What of the zone is there for tenants. */
export interface Labels {
  readonly rootDomain: string;
  readonly reserved: readonly string[];
}

/** What no event may ask for: no name outside of the tenant's, no value that leads anywhere but to AWS's own. */
const ADVICE =
  "Find out who published the event: dns writes nothing that the tenant's services would not ask for, and wrote nothing now. Discard the message, or off-board the tenant (docs/runbook.md#an-event-names-what-is-not-the-tenants).";
const refused = (message: string): StalledError => new StalledError(message, { code: 'NameNotAllowed', advice: ADVICE });

/** The label directly below the root domain at or under which a name lies; undefined where there is none. */
export const labelIn = ({ rootDomain }: Pick<Labels, 'rootDomain'>, name: string): string | undefined => {
  const [lower, root] = [absolute(name), `.${absolute(rootDomain)}`];
  return lower.endsWith(root) ? lower.slice(0, -root.length).split('.').at(-1) : undefined;
};

/**
 * The label of a tenant's domain, which lies directly below the root domain.
 * @throws StalledError when it does not, is no label for a tenant, or is reserved
 */
export const labelOf = (labels: Labels, domain: string): string => {
  const label = labelIn(labels, domain);
  if (label === undefined || absolute(domain) !== absolute(`${label}.${labels.rootDomain}`) || !slug.safeParse(label).success)
    throw refused(`${domain} is no domain of a tenant of ${labels.rootDomain}`);
  if (labels.reserved.includes(label)) throw refused(`${domain}: no tenant gets the label ${label}, which is reserved`);
  return label;
};

/** ACM's own: `_token.jkddzztszm.acm-validations.aws` (ACM user guide, "DNS validation"). */
const VALIDATION = /^_[a-z0-9]+(\.[a-z0-9]+)?\.acm-validations\.aws\.$/;
/** SES's zone of keys, which has the region's name in newer regions (CreateEmailIdentity API reference, DkimAttributes). */
const DKIM = /^[a-z0-9]+(\.[a-z0-9-]+)?\.dkim(\.[a-z0-9-]+)?\.amazonses\.com\.$/;
const DISTRIBUTION = /^[a-z0-9]+\.cloudfront\.net\.$/;

/** For each form that a record of a tenant has: what its name is below the tenant's domain, and where it leads. */
const isForm = ({ name, type, value }: DnsRecord, domain: string): boolean => {
  const [at, to, own] = [absolute(name), absolute(value), absolute(domain)];
  if (type !== 'CNAME') return at === own && DISTRIBUTION.test(to);
  if (at.endsWith(`._domainkey.${own}`)) return /^[a-z0-9]+\._domainkey\.$/.test(at.slice(0, -own.length)) && DKIM.test(to);
  return at.endsWith(`.${own}`) && /^_[a-z0-9]+\.$/.test(at.slice(0, -own.length)) && VALIDATION.test(to);
};

/** @throws StalledError that names the first record which is none of a tenant at this domain */
export const requireAllowed = (domain: string, records: readonly DnsRecord[]): void => {
  const wrong = records.find((record) => !isForm(record, domain));
  if (wrong) throw refused(`${wrong.name} ${wrong.type} ${wrong.value} is no record of a tenant at ${domain}`);
};
