import Button from '@cloudscape-design/components/button';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useApi } from '../api.ts';
import { useCursorPages } from '../list/cursor-pages.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { readAll } from '../list/read-all.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useOnly } from '../shell/me.ts';
import { useTitle } from '../shell/page.tsx';
import { KINDS } from '../shown/attention.tsx';
import { isMoving, STATE_CHOICES, selectionOf } from '../shown/tenant-state.tsx';
import { TENANT_COLUMNS } from './tenant-columns.tsx';

const ALL = { value: '', label: 'Any state' };
const CHOICES = [ALL, ...STATE_CHOICES];
const ANY_ATTENTION = { value: '', label: 'With or without attention' };
const ATTENTION_CHOICES = [
  ANY_ATTENTION,
  { value: 'any', label: 'Needs attention' },
  ...Object.entries(KINDS).map(([value, label]) => ({ value, label })),
  { value: 'none', label: 'Needs none' },
];
/** Milliseconds between looks: while something moves, and otherwise. */
const [SOON, LATER] = [2_000, 15_000];

const TenantsPage = () => {
  useTitle('Tenants');
  const { api } = useApi();
  const only = useOnly();
  const url = useListUrl();
  const search = useDeferredValue(url.search.trim());
  const state = CHOICES.find(({ value }) => value === url.get('state')) ?? ALL;
  const attention = ATTENTION_CHOICES.find(({ value }) => value === url.get('attention')) ?? ANY_ATTENTION;
  const pages = useCursorPages(url);
  const wanted = { search: search || undefined, ...selectionOf(state.value), attention: attention.value || undefined };
  const query = useQuery({
    queryKey: ['tenants', wanted, url.size, pages.cursor],
    queryFn: ({ signal }) => api('GET /tenants', { query: { ...wanted, limit: url.size, cursor: pages.cursor }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data: known } }) => (known?.tenants.some((one) => isMoving(one.state)) ? SOON : LATER),
  });
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
      reading={readingOf(query, ({ tenants }) => tenants)}
      columns={TENANT_COLUMNS}
      idOf={({ tenantId }) => tenantId}
      url={url}
      paged={{
        pages: pages.pagination(query.data?.cursor),
        isFiltered: search !== '' || state !== ALL || attention !== ANY_ATTENTION,
        readAll: () =>
          readAll(async (cursor) => {
            const { tenants, cursor: next } = await api('GET /tenants', { query: { ...wanted, limit: 100, cursor } });
            return { items: tenants, cursor: next };
          }),
      }}
      searched="Name, slug, domain, tenant or account id"
      filters={['state', 'attention']}
      filter={
        <>
          <Select
            selectedOption={state}
            options={CHOICES}
            ariaLabel="State"
            onChange={({ detail }) => url.set({ state: detail.selectedOption.value ?? '' })}
          />
          <Select
            selectedOption={attention}
            options={ATTENTION_CHOICES}
            ariaLabel="Attention"
            onChange={({ detail }) => url.set({ attention: detail.selectedOption.value ?? '' })}
          />
        </>
      }
      actions={onboard('On-board a tenant', 'primary')}
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
