import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TenantSummary } from '@tenantry/api-client/generated/api';
import { useDeferredValue } from 'react';
import { useSearchParams } from 'react-router';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { useTitle } from '../shell/page.tsx';
import { AttentionBadges, KINDS, useAttention } from '../shown/attention.tsx';
import { Ago } from '../shown/clock.tsx';
import { IsolationBadge } from '../shown/isolation-badge.tsx';
import { Problem } from '../shown/problem.tsx';
import { isMoving, STATE_CHOICES, selectionOf, TenantState } from '../shown/tenant-state.tsx';
import { useCursorPages } from './cursor-pages.ts';

const COLUMNS: TableProps.ColumnDefinition<TenantSummary>[] = [
  {
    id: 'name',
    header: 'Tenant',
    isRowHeader: true,
    cell: ({ tenantId, name, slug, attention }) => (
      <>
        <Link href={`/tenants/${tenantId}`}>{name || slug || tenantId}</Link>
        <AttentionBadges attention={attention} />
      </>
    ),
    minWidth: 180,
  },
  {
    id: 'state',
    header: 'State',
    cell: (tenant) => (
      <>
        <TenantState tenant={tenant} /> <IsolationBadge tenant={tenant} />
      </>
    ),
    minWidth: 160,
  },
  {
    id: 'activity',
    header: 'At',
    cell: ({ activity, stalled = [], behind = [], quietSince, attention = [] }) => (
      <>
        {attention.map(({ kind, stage, reason }) => (
          <div key={`${kind} ${stage}`}>{reason}</div>
        ))}
        {quietSince && attention.length === 0 && (
          <StatusIndicator type="warning">
            Last heard of <Ago at={quietSince} />
          </StatusIndicator>
        )}
        {activity ?? (stalled.join(', ') || (behind.length > 0 ? `Behind on ${behind.join(', ')}` : '–'))}
      </>
    ),
    minWidth: 200,
    maxWidth: 320,
  },
  { id: 'domain', header: 'Domain', cell: ({ domain }) => domain, minWidth: 180 },
  { id: 'plan', header: 'Plan', cell: ({ plan }) => plan ?? '–', minWidth: 100 },
  { id: 'requestedAt', header: 'Requested', cell: ({ requestedAt }) => <Ago at={requestedAt} />, minWidth: 130 },
];
const PAGE_SIZES = [20, 50, 100];
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
  const [query, setQuery] = useSearchParams();
  const text = query.get('search') ?? '';
  const search = useDeferredValue(text.trim());
  const state = CHOICES.find(({ value }) => value === query.get('state')) ?? ALL;
  const attention = ATTENTION_CHOICES.find(({ value }) => value === query.get('attention')) ?? ANY_ATTENTION;
  const { data: counts } = useAttention();
  const limit = PAGE_SIZES.find((size) => String(size) === query.get('size')) ?? 20;
  const set = (name: string, value: string): void => {
    setQuery(
      (known) => {
        if (value) known.set(name, value);
        else known.delete(name);
        return known;
      },
      { replace: true },
    );
  };
  const pages = useCursorPages(JSON.stringify([search, state.value, attention.value, limit]));
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    queryKey: ['tenants', search, state.value, attention.value, limit, pages.cursor],
    queryFn: ({ signal }) =>
      api('GET /tenants', {
        query: {
          search: search || undefined,
          ...selectionOf(state.value),
          attention: attention.value || undefined,
          limit,
          cursor: pages.cursor,
        },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data: known } }) => (known?.tenants.some((one) => isMoving(one.state)) ? SOON : LATER),
  });
  const isFiltered = search !== '' || state !== ALL || attention !== ANY_ATTENTION;
  const total = counts?.states.reduce((sum, { tenants }) => sum + tenants, 0);
  return (
    <SpaceBetween size="l">
      {error && <Problem title="Tenants could not be loaded" error={error} onRetry={() => void refetch()} />}
      <Table
        variant="full-page"
        stickyHeader
        wrapLines
        columnDefinitions={COLUMNS}
        items={data?.tenants ?? []}
        trackBy="tenantId"
        loading={isPending || (isPlaceholderData && data?.tenants.length === 0)}
        loadingText="Loading tenants …"
        enableKeyboardNavigation
        ariaLabels={{ tableLabel: 'Tenants' }}
        header={
          <Header
            variant="awsui-h1-sticky"
            description="Every tenant has an AWS account of its own."
            actions={
              <Button variant="primary" href="/tenants/new" {...only('admin')}>
                On-board a tenant
              </Button>
            }
          >
            Tenants
          </Header>
        }
        filter={
          <SpaceBetween direction="horizontal" size="xs">
            <TextFilter
              filteringText={text}
              filteringPlaceholder="Name, slug, domain, tenant or account id"
              filteringAriaLabel="Find tenants"
              onChange={({ detail }) => set('search', detail.filteringText)}
            />
            <Select
              selectedOption={state}
              options={CHOICES}
              ariaLabel="State"
              onChange={({ detail }) => set('state', detail.selectedOption.value ?? '')}
            />
            <Select
              selectedOption={attention}
              options={ATTENTION_CHOICES}
              ariaLabel="Attention"
              onChange={({ detail }) => set('attention', detail.selectedOption.value ?? '')}
            />
            <Select
              selectedOption={{ value: String(limit), label: `${limit} per page` }}
              options={PAGE_SIZES.map((size) => ({ value: String(size), label: `${size} per page` }))}
              ariaLabel="Tenants per page"
              onChange={({ detail }) => set('size', detail.selectedOption.value ?? '')}
            />
          </SpaceBetween>
        }
        pagination={<Pagination {...pages.pagination(data?.cursor)} />}
        empty={
          <Box textAlign="center" padding="l">
            <SpaceBetween size="m">
              <b>{!isFiltered ? 'No tenants yet' : total === undefined ? 'No tenant fits' : `None of ${total} tenants fits`}</b>
              {isFiltered ? (
                <Button onClick={() => setQuery({}, { replace: true })}>Show all tenants</Button>
              ) : (
                <Button href="/tenants/new" {...only('admin')}>
                  On-board the first one
                </Button>
              )}
            </SpaceBetween>
          </Box>
        }
      />
    </SpaceBetween>
  );
};
export default TenantsPage;
