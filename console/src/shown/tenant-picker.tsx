import Autosuggest from '@cloudscape-design/components/autosuggest';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TenantSummary } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { useDebounced } from '../onboarding/use-plan.ts';
import { TENANT_ID, tenantNamed, unnamedText } from './tenant-named.ts';

/** Tenants that are offered at a time. */
const OFFERED = 20;

export interface PickedTenant {
  /** Absent while it is looked for, and when none is meant. */
  readonly tenantId?: string | undefined;
  readonly tenant?: TenantSummary | undefined;
  readonly isLooking: boolean;
  /** Why none is meant by what was typed. */
  readonly problem?: string | undefined;
  readonly candidates: readonly TenantSummary[];
}

/** The tenant that is meant by a text: it is looked for by the API. Of an empty text none is meant, and nothing is wrong. */
export const usePickedTenant = (text: string): PickedTenant => {
  const { api } = useApi();
  const typed = text.trim();
  const wanted = useDebounced(typed);
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['tenants-named', wanted],
    queryFn: ({ signal }) => api('GET /tenants', { query: { search: wanted || undefined, limit: OFFERED }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const candidates = data?.tenants ?? [];
  if (typed === '') return { isLooking: false, candidates };
  if (error) return { isLooking: false, candidates, problem: `Tenants could not be looked for: ${error.message}` };
  if (!data || isPlaceholderData || wanted !== typed) return { isLooking: true, candidates };
  const tenant = tenantNamed(typed, candidates);
  // An id is one also where no list has its tenant.
  if (tenant || TENANT_ID.test(typed)) return { isLooking: false, candidates, tenant, tenantId: tenant?.tenantId ?? typed.toUpperCase() };
  return { isLooking: false, candidates, problem: unnamedText(typed, candidates.length) };
};

interface TenantPickerProps {
  /** What is typed, or the id of a chosen one. */
  readonly text: string;
  readonly picked: PickedTenant;
  readonly label: string;
  readonly onChange: (text: string) => void;
}
/** A field for one tenant, chosen by a part of its name, slug, domain or id. */
export const TenantPicker = ({ text, picked: { tenant, candidates, isLooking, problem }, label, onChange }: TenantPickerProps) => (
  <Autosuggest
    value={tenant && TENANT_ID.test(text) ? tenant.name || tenant.slug : text}
    options={candidates.map(({ tenantId, name, slug, domain }) => ({
      value: tenantId,
      label: name || slug,
      description: slug,
      tags: [domain],
    }))}
    filteringType="manual"
    statusType={isLooking ? 'loading' : 'finished'}
    loadingText="Looking for tenants …"
    empty="No tenant matches"
    placeholder="Tenant: name, slug, domain or id"
    ariaLabel={label}
    enteredTextLabel={(value) => `Use "${value}"`}
    invalid={problem !== undefined}
    onChange={({ detail }) => onChange(detail.value)}
    onSelect={({ detail }) => onChange(detail.value)}
  />
);
