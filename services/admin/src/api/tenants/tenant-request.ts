import * as entry from '@tenantry/events-schema/entry';
import { MAX_DOMAIN } from '@tenantry/events-schema/fields';
import type { Config } from '@tenantry/shared/deployment/config';
import { limitsOf } from '@tenantry/shared/deployment/plans';
import { reservedLabels } from '@tenantry/shared/domain/labels';
import type { FieldProblem } from '../../contract/fields.ts';
import { PlanRequest } from '../../contract/plan.ts';
import { TenantRequest as TenantRequestBody } from '../../contract/tenant-request.ts';
import type { Checked } from '../../problem/problem.ts';
import { fieldProblems, hintsOf } from '../../problem/zod-problems.ts';
import { checkRange } from '../../quotas/ranges.ts';
import { planProblem } from './plan-problem.ts';

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
  const malformed = parsed.success ? [] : fieldProblems(parsed.error, hintsOf(TenantRequestBody));
  const given = PlanRequest.safeParse(body).data;
  // Of the wrong types, or no object at all: nothing more can be said.
  if (!given) return { ok: false, fields: malformed };
  const { cidr, cidrPrefix, variables = {} } = given;
  const address = addressOf(given, config);
  const further = [...(address.ok ? [] : address.fields), ...checkRange(config.network, cidr, cidrPrefix), ...planOf(given.plan, config)];
  // A text with an invisible character gets that problem, and not also that it is no label.
  const fields = [...malformed, ...further.filter(({ field }) => !malformed.some((one) => one.field === field))];
  if (!parsed.success || !address.ok || fields.length > 0) return { ok: false, fields };
  const { adminEmail, name, plan } = parsed.data;
  return {
    ok: true,
    value: {
      name,
      ...address.value,
      adminEmail,
      plan,
      variables,
      ...(cidr === undefined ? {} : { cidr }),
      ...sizeOf(config, plan, cidr, cidrPrefix),
    },
  };
};

/** Of the range: the one that was asked for, or that of the plan where that is not the size of every tenant's. */
const sizeOf = (config: Config, plan: string, cidr: string | undefined, asked: number | undefined): Pick<TenantRequest, 'cidrPrefix'> => {
  const { cidrPrefix } = limitsOf(config, plan);
  if (asked !== undefined) return { cidrPrefix: asked };
  return cidr === undefined && cidrPrefix !== config.network.prefix.default ? { cidrPrefix } : {};
};

/** One that is missing is malformed. */
const planOf = (plan: string | undefined, config: Config): readonly FieldProblem[] => (plan === undefined ? [] : planProblem(config, plan));

type Given = { readonly [Field in 'name' | 'slug' | 'domain']?: string | undefined };
export interface Address {
  readonly slug: string;
  readonly domain: string;
}

/** Slug and domain belong together: the slug is the domain's label below the root domain. Either is enough; the name will do. */
export const addressOf = (given: Given, config: Config): Checked<Address> => {
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
  const slug = label ?? given.slug ?? entry.slugFrom(given.name ?? '');
  const field = label !== undefined ? '/domain' : '/slug';
  if (Buffer.byteLength(`${slug}.${root}`) > MAX_DOMAIN) {
    return no(
      field,
      `${slug}.${root} has more than ${MAX_DOMAIN} octets`,
      `Use a label of at most ${MAX_DOMAIN - Buffer.byteLength(root) - 1} characters.`,
    );
  }
  const wrong = entry.slug.safeParse(slug).error?.issues[0];
  if (wrong) {
    return given.slug === undefined && label === undefined
      ? no('/slug', 'none can be made from the name', 'Give slug or domain.')
      : no(
          field,
          `"${slug}" cannot be a label: ${wrong.message}`,
          'Use 3 to 40 lower-case letters, digits and hyphens, starting with a letter.',
        );
  }
  if (reservedLabels(config).includes(slug)) return no(field, `"${slug}" is reserved`, 'Choose another label.');
  return { ok: true, value: { slug, domain: `${slug}.${root}` } };
};
