import { profile, slug as slugField, variables as variablesField } from '@tenantry/events-schema/fields';
import type { Config } from '@tenantry/shared/config';
import { z } from 'zod';
import type { Checked } from './problem.ts';
import { checkRange } from './ranges.ts';
import { checkVariables } from './variables.ts';
import { fieldProblems } from './zod-problems.ts';

/** Body of `POST /tenants`. */
const TenantRequestBody = z.strictObject({
  name: profile.name,
  slug: z.string().optional(),
  domain: z.string().optional(),
  adminEmail: profile.adminEmail,
  plan: profile.plan,
  variables: variablesField.optional(),
  cidr: z.string().optional(),
  cidrPrefix: z.int().optional(),
});
const FIXES: Readonly<Record<string, string>> = {
  name: "Give the tenant's name, 1 to 100 characters.",
  slug: 'Give the label below the root domain as text, or leave it out.',
  domain: 'Give the domain as text, or leave it out.',
  adminEmail: "Give the e-mail address of the tenant's first user.",
  plan: 'Give the plan, 1 to 40 characters.',
  variables: 'Give variables as {"NAME": "text"}: upper-case letters, digits and underscores, at most 512 characters each.',
  cidr: 'Give an IPv4 CIDR block as text, or leave it out.',
  cidrPrefix: 'Give a prefix length as a number, or leave it out.',
};

/** A request in order: what `TenantRequested` will say. */
export interface TenantRequest {
  readonly name: string;
  readonly slug: string;
  readonly domain: string;
  readonly adminEmail: string;
  readonly plan: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly cidr?: string;
  readonly cidrPrefix?: number;
}

/** Everything that can be said of a request without looking anything up. Names every field that is wrong, and what to do. */
export const checkTenantRequest = (body: unknown, config: Config): Checked<TenantRequest> => {
  const parsed = TenantRequestBody.safeParse(body);
  if (!parsed.success) return { ok: false, fields: fieldProblems(parsed.error, FIXES) };
  const { cidr, cidrPrefix, variables = {}, adminEmail, name, plan } = parsed.data;
  const address = addressOf(parsed.data, config);
  const fields = [...(address.ok ? [] : address.fields), ...checkRange(config.network, cidr, cidrPrefix), ...checkVariables(variables)];
  if (!address.ok || fields.length > 0) return { ok: false, fields };
  return {
    ok: true,
    value: {
      name,
      ...address.value,
      adminEmail,
      plan,
      variables,
      ...(cidr === undefined ? {} : { cidr }),
      ...(cidrPrefix === undefined ? {} : { cidrPrefix }),
    },
  };
};

interface Address {
  readonly slug: string;
  readonly domain: string;
}
/** AWS Certificate Manager: "the maximum length of the common name is 64 octets" (RequestCertificate, DomainName). */
const MAX_DOMAIN = 64;

/** Slug and domain belong together: the slug is the domain's label below the root domain. Either is enough; the name will do. */
const addressOf = (given: z.infer<typeof TenantRequestBody>, config: Config): Checked<Address> => {
  const root = config.rootDomain;
  const domain = given.domain?.trim().toLowerCase().replace(/\.$/, '');
  const no = (field: string, problem: string, fix: string): Checked<Address> => ({ ok: false, fields: [{ field, problem, fix }] });
  if (domain !== undefined && !domain.endsWith(`.${root}`)) {
    return no('/domain', `${domain || 'an empty domain'} lies outside ${root}`, `Use a domain directly under it: <label>.${root}.`);
  }
  const label = domain?.slice(0, -root.length - 1);
  if (label?.includes('.')) {
    return no(
      '/domain',
      `${domain} lies ${label.split('.').length} labels below ${root}`,
      `Use one label: ${label.replaceAll('.', '-')}.${root}.`,
    );
  }
  if (label !== undefined && given.slug !== undefined && given.slug !== label) {
    return no('/slug', `"${given.slug}" is not the label of ${domain}`, `Leave slug out, or use "${label}".`);
  }
  const slug = label ?? given.slug ?? slugFrom(given.name);
  const field = label !== undefined ? '/domain' : '/slug';
  if (Buffer.byteLength(`${slug}.${root}`) > MAX_DOMAIN) {
    return no(
      field,
      `${slug}.${root} has more than ${MAX_DOMAIN} octets`,
      `Use a label of at most ${MAX_DOMAIN - Buffer.byteLength(root) - 1} characters.`,
    );
  }
  const wrong = slugField.safeParse(slug).error?.issues[0];
  if (wrong) {
    return given.slug === undefined && label === undefined
      ? no('/slug', 'none can be made from the name', 'Give slug or domain.')
      : no(
          field,
          `"${slug}" cannot be a label: ${wrong.message}`,
          'Use 3 to 40 lower-case letters, digits and hyphens, starting with a letter.',
        );
  }
  if (config.reservedSlugs.includes(slug)) return no(field, `"${slug}" is reserved`, 'Choose another label.');
  return { ok: true, value: { slug, domain: `${slug}.${root}` } };
};

/** `Klinik Süd & West` is `klinik-sud-west`. */
const slugFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
