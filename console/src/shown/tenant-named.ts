import type { TenantSummary } from '@tenantry/api-client/generated/api';

type Candidate = Pick<TenantSummary, 'tenantId' | 'slug' | 'name' | 'domain' | 'accountId'>;
export const TENANT_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;

/**
 * The tenant that a person means by what is typed: its id, slug, name, domain or account, in any case, or the only one that is found.
 * @param candidates what the API finds by it
 * @returns undefined when none or several are meant
 */
export const tenantNamed = <T extends Candidate>(typed: string, candidates: readonly T[]): T | undefined => {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return undefined;
  const exact = candidates.filter(({ tenantId, slug, name, domain, accountId }) =>
    [tenantId, slug, name, domain, accountId].some((text) => text?.toLowerCase() === wanted),
  );
  if (exact.length > 0) return exact.length === 1 ? exact[0] : exact.find(({ slug }) => slug === wanted);
  return candidates.length === 1 ? candidates[0] : undefined;
};

/** Why nothing is shown for what is typed. @param found how many tenants the API finds by it */
export const unnamedText = (typed: string, found: number): string =>
  found === 0
    ? `No tenant has the name, slug, domain or id "${typed.trim()}". Type a part of one and choose it.`
    : `"${typed.trim()}" is part of several tenants' names. Choose one of them.`;
