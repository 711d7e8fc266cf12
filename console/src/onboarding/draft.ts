import '../shown/without-eval.ts';
import type { Deployment, TenantRequest } from '@tenantry/api-client/generated/api';
import * as entry from '@tenantry/events-schema/entry';
import { cidrBlock, MAX_DOMAIN } from '@tenantry/events-schema/fields';
import { cidrOf, contains, isCanonical, prefixOf, rangeOf } from '@tenantry/shared/domain/cidr';
import { entryError } from '../shown/entry-error.ts';
import { type VariableRow, variablesOf, wrongRows } from './variables.ts';

/** What the wizard's fields hold, right or wrong. */
export interface Draft {
  readonly name: string;
  readonly slug: string;
  /** Whether a person wrote the slug; until then it follows the name. */
  readonly isSlugTyped: boolean;
  readonly adminEmail: string;
  readonly plan: string;
  /** automatic: the default size; size: of that size; exact: that very range. */
  readonly range: 'automatic' | 'size' | 'exact';
  readonly cidrPrefix: number;
  readonly cidr: string;
  readonly variables: readonly VariableRow[];
}
export type Field = 'name' | 'slug' | 'adminEmail' | 'plan' | 'cidr' | 'cidrPrefix' | 'variables';
export type FieldErrors = Readonly<Partial<Record<Field, string>>>;
export type Rules = Pick<Deployment, 'rootDomain' | 'prefix' | 'cells' | 'reservedSlugs' | 'plans'>;

export const emptyDraft: Draft = {
  name: '',
  slug: '',
  isSlugTyped: false,
  adminEmail: '',
  plan: 'standard',
  range: 'automatic',
  cidrPrefix: 20,
  cidr: '',
  variables: [],
};

/** A draft as an older console may have kept it: fields that it did not know are as in a new one. */
export const readDraft = (kept: unknown): Draft | undefined =>
  typeof kept === 'object' && kept !== null ? { ...emptyDraft, ...(kept as Partial<Draft>) } : undefined;

export const withName = (draft: Draft, name: string): Draft => ({
  ...draft,
  name,
  slug: draft.isSlugTyped ? draft.slug : entry.slugFrom(name),
});
/** A slug that was emptied follows the name again. */
export const withSlug = (draft: Draft, slug: string): Draft => ({
  ...draft,
  slug: slug.trim().toLowerCase(),
  isSlugTyped: slug.trim() !== '',
});

/** What can be said of a draft without asking the API, by the API's own rules. @param rules undefined while they are not loaded */
export const checkDraft = (draft: Draft, rules: Rules | undefined): FieldErrors => {
  const errors: Partial<Record<Field, string>> = {};
  const name = entryError(entry.name, draft.name, 'Give the name, 1 to 100 characters.');
  if (name) errors.name = name;
  const slug = slugError(draft.slug, rules);
  if (slug) errors.slug = slug;
  const email = entryError(entry.email, draft.adminEmail, 'Give an e-mail address of at most 128 characters: its owner is the first user.');
  if (email) errors.adminEmail = email;
  const plan = entryError(entry.plan, draft.plan, 'Give the plan, 1 to 40 characters.');
  if (plan) errors.plan = plan;
  const range = draft.range === 'exact' ? rangeError(draft.cidr.trim(), rules) : undefined;
  if (range) errors.cidr = range;
  if (wrongRows(draft.variables).size > 0) errors.variables = 'Some variables are not right yet.';
  return errors;
};

const slugError = (slug: string, rules: Rules | undefined): string | undefined => {
  const wrong = entryError(entry.slug, slug, 'Use 3 to 40 lower-case letters, digits and hyphens, starting with a letter.');
  if (wrong) return wrong;
  if (!rules) return undefined;
  if (rules.reservedSlugs.includes(slug)) return `"${slug}" is reserved: choose another.`;
  // A slug is ASCII, so that characters are octets.
  const most = MAX_DOMAIN - rules.rootDomain.length - 1;
  return slug.length > most ? `Use at most ${most} characters: a certificate's name has no more than ${MAX_DOMAIN}.` : undefined;
};

const rangeError = (cidr: string, rules: Rules | undefined): string | undefined => {
  if (!cidrBlock.safeParse(cidr).success) return `Write it as ${exampleOf(rules)}.`;
  if (!isCanonical(cidr)) return `${cidr} has host bits set: did you mean ${cidrOf(rangeOf(cidr))}?`;
  if (!rules) return undefined;
  const { min, max } = rules.prefix;
  const prefix = prefixOf(cidr);
  if (prefix < min || prefix > max) return `Choose a size from /${min} to /${max}.`;
  const pools = rules.cells.map(({ pool }) => pool);
  return pools.some((pool) => contains(rangeOf(pool), rangeOf(cidr))) ? undefined : `Choose a range within ${pools.join(' or ')}.`;
};
export const exampleOf = (rules: Rules | undefined): string =>
  rules ? `${rules.cells[0]?.pool.split('/')[0] ?? '10.64.0.0'}/${rules.prefix.default}` : '10.64.0.0/20';

/** What is sent: the slug only when a person chose it, or the API would make it from the name anyway. */
export const requestOf = (draft: Draft): TenantRequest => ({
  name: draft.name.trim(),
  slug: draft.slug,
  adminEmail: draft.adminEmail.trim(),
  plan: draft.plan.trim(),
  variables: variablesOf(draft.variables),
  ...(draft.range === 'exact' ? { cidr: draft.cidr.trim() } : {}),
  ...(draft.range === 'size' ? { cidrPrefix: draft.cidrPrefix } : {}),
});

/** The API's problems by field: `/slug`, `/variables/LOG_LEVEL`. A slug's may be called its domain's. */
export const fieldErrorsOf = (
  problems: readonly { readonly field: string; readonly problem: string; readonly fix: string }[],
): FieldErrors => {
  const errors: Partial<Record<Field, string>> = {};
  for (const { field, problem, fix } of problems) {
    const name = field.split('/')[1] ?? '';
    const known = FIELDS.find((one) => one === (name === 'domain' ? 'slug' : name));
    if (known) errors[known] ??= `${problem.charAt(0).toUpperCase()}${problem.slice(1)}. ${fix}`;
  }
  return errors;
};
const FIELDS: readonly Field[] = ['name', 'slug', 'adminEmail', 'plan', 'cidr', 'cidrPrefix', 'variables'];
