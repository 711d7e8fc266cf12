import Button from '@cloudscape-design/components/button';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TenantSummary } from '@tenantry/api-client/generated/api';
import { useDeferredValue, useState } from 'react';
import { useApi } from '../api.ts';
import { useCursorPages } from '../list/cursor-pages.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { readAll } from '../list/read-all.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useOnly } from '../shell/me.ts';
import { useTitle } from '../shell/page.tsx';
import { KINDS, useAttention } from '../shown/attention.tsx';
import { isMoving, STATE_CHOICES } from '../shown/tenant-state.tsx';
import { BatchActions } from './batch-actions.tsx';
import { TENANT_COLUMNS } from './tenant-columns.tsx';
import { choicesIn, chosenAttention, chosenStates, stateQuery } from './tenant-filters.ts';

const ATTENTION_CHOICES = [
  { value: 'any', label: 'Needs attention' },
  ...Object.entries(KINDS).map(([value, label]) => ({ value, label })),
  { value: 'none', label: 'Needs none' },
];
const FILTERS = ['state', 'attention'];
const valuesOf = (choices: readonly { readonly value: string }[]): string[] => choices.map(({ value }) => value);
const SORTS = ['name', 'state', 'domain', 'plan', 'requestedAt'] as const;
const SORT_QUERIES = [...SORTS, ...SORTS.map((name) => `-${name}` as const)];
/** Milliseconds between looks: while something moves, and otherwise. */
const [SOON, LATER] = [2_000, 15_000];

const TenantsPage = () => {
  useTitle('Tenants');
  const { api } = useApi();
  const only = useOnly();
  const url = useListUrl();
  const search = useDeferredValue(url.search.trim());
  const states = choicesIn(url.get('state'), valuesOf(STATE_CHOICES));
  const attention = choicesIn(url.get('attention'), valuesOf(ATTENTION_CHOICES));
  const misread = [...states.unknown, ...attention.unknown];
  const sort = SORT_QUERIES.find((one) => one === url.sort);
  const [selected, setSelected] = useState<readonly TenantSummary[]>([]);
  const pages = useCursorPages(url);
  const counts = useAttention().data;
  const wanted = {
    search: search || undefined,
    ...stateQuery(states.known),
    attention: attention.known.join(',') || undefined,
    sort,
  };
  const query = useQuery({
    queryKey: ['tenants', wanted, url.size, pages.cursor],
    queryFn: ({ signal }) => api('GET /tenants', { query: { ...wanted, limit: url.size, cursor: pages.cursor }, signal }),
    placeholderData: keepPreviousData,
    // In another order all tenants are read for each page.
    refetchInterval: ({ state: { data: known } }) => (!sort && known?.tenants.some((one) => isMoving(one.state)) ? SOON : LATER),
    enabled: misread.length === 0,
  });
  const isFiltered = ['search', ...FILTERS].some((name) => url.get(name) !== '');
  const all = counts?.states.reduce((sum, { tenants }) => sum + tenants, 0);
  const reading = readingOf(query, ({ tenants }) => tenants);
  const onboard = (text: string, variant: 'primary' | 'normal') => (
    <Button variant={variant} href="/tenants/new" {...only('admin')}>
      {text}
    </Button>
  );
  return (
    <List
      isPage
      title="Tenants"
      noun={{ one: 'tenant', many: 'tenants' }}
      description="Every tenant has an AWS account of its own."
      reading={
        misread.length > 0 ? { items: undefined, error: new Error(`There is no state or attention "${misread.join(', ')}".`) } : reading
      }
      columns={TENANT_COLUMNS}
      idOf={({ tenantId }) => tenantId}
      url={url}
      paged={{
        pages: pages.pagination(query.data?.cursor),
        total: query.data?.total ?? (isFiltered ? undefined : all),
        sortable: SORTS,
        isFiltered,
        readAll: () =>
          readAll(async (cursor) => {
            const { tenants, cursor: next } = await api('GET /tenants', { query: { ...wanted, limit: 100, cursor } });
            return { items: tenants, cursor: next };
          }),
      }}
      searched="Name, slug, domain, tenant or account id"
      filters={FILTERS}
      filter={
        <>
          <Choices
            label="State"
            choices={STATE_CHOICES}
            chosen={states.known}
            onChange={(after) => url.set({ state: chosenStates(states.known, after).join(',') })}
          />
          <Choices
            label="Attention"
            choices={ATTENTION_CHOICES}
            chosen={attention.known}
            onChange={(after) => url.set({ attention: chosenAttention(attention.known, after).join(',') })}
          />
        </>
      }
      selection={{ items: selected, onChange: setSelected, nameOf: ({ name, slug }) => name || slug }}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <BatchActions tenants={selected} onDone={() => setSelected([])} />
          {onboard('On-board a tenant', 'primary')}
        </SpaceBetween>
      }
      empty={
        <SpaceBetween size="m">
          <b>No tenants yet</b>
          {onboard('On-board the first one', 'normal')}
        </SpaceBetween>
      }
    />
  );
};
export default TenantsPage;

interface ChoicesProps {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}
const Choices = ({ label, choices, chosen, onChange }: ChoicesProps) => (
  <Multiselect
    selectedOptions={choices.filter(({ value }) => chosen.includes(value))}
    options={choices}
    ariaLabel={label}
    placeholder={chosen.length > 0 ? `${label}: ${chosen.length} chosen` : `Any ${label.toLowerCase()}`}
    hideTokens
    onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value }) => value ?? ''))}
  />
);
