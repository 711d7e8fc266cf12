import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AuditLine } from '@tenantry/api-client/generated/api';
import { useSearchParams } from 'react-router';
import { useApi } from '../api.ts';
import { useDebounced } from '../onboarding/use-plan.ts';
import { useTitle } from '../shell/page.tsx';
import { dateTime } from '../shown/format.ts';
import { Json } from '../shown/json.tsx';
import { Problem } from '../shown/problem.tsx';
import { useCursorPages } from '../tenants/cursor-pages.ts';

const OUTCOMES: Readonly<Record<AuditLine['outcome'], StatusIndicatorProps.Type>> = {
  started: 'pending',
  done: 'success',
  refused: 'warning',
  failed: 'error',
};
const TENANT_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;

const AuditPage = () => {
  useTitle('Audit');
  const { api } = useApi();
  const [query, setQuery] = useSearchParams();
  const tenantId = query.get('tenant') ?? '';
  const typed = query.get('by') ?? '';
  const by = useDebounced(typed.trim());
  const pages = useCursorPages(JSON.stringify([tenantId, by]));
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['audit', tenantId, by, pages.cursor],
    queryFn: ({ signal }) =>
      api('GET /audit', {
        query: { tenantId: TENANT_ID.test(tenantId) ? tenantId : undefined, by: by || undefined, cursor: pages.cursor },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const set = (name: string, value: string): void =>
    setQuery(
      (known) => {
        if (value) known.set(name, value);
        else known.delete(name);
        return known;
      },
      { replace: true },
    );
  return (
    <SpaceBetween size="l">
      {error && <Problem title="The audit could not be loaded" error={error} onRetry={() => void refetch()} />}
      <Table
        variant="full-page"
        items={[...(data?.lines ?? [])]}
        trackBy="id"
        loading={isPending}
        loadingText="Loading the audit …"
        ariaLabels={{ tableLabel: 'Audit' }}
        header={
          <Header
            variant="h1"
            description="Who asked for what, and what became of it."
            actions={<Button iconName="refresh" ariaLabel="Look again" onClick={() => void refetch()} />}
          >
            Audit
          </Header>
        }
        filter={
          <SpaceBetween direction="horizontal" size="xs">
            <Input
              value={typed}
              placeholder="E-mail address or user name"
              ariaLabel="Only by this person"
              type="search"
              onChange={({ detail }) => set('by', detail.value)}
            />
            <Input
              value={tenantId}
              placeholder="Tenant id"
              ariaLabel="Only about this tenant"
              type="search"
              spellcheck={false}
              onChange={({ detail }) => set('tenant', detail.value)}
            />
          </SpaceBetween>
        }
        pagination={<Pagination {...pages.pagination(data?.cursor)} />}
        empty={<Box textAlign="center">Nothing was asked for.</Box>}
        columnDefinitions={[
          { id: 'at', header: 'At', cell: ({ at }) => dateTime(at), minWidth: 180 },
          { id: 'by', header: 'Who', cell: ({ by: who }) => who, minWidth: 180 },
          {
            id: 'action',
            header: 'What',
            isRowHeader: true,
            cell: ({ action, target }) => (target ? `${action} (${target})` : action),
            minWidth: 240,
          },
          {
            id: 'tenant',
            header: 'Tenant',
            minWidth: 150,
            cell: ({ tenantId: id }) => (id ? <Link href={`/tenants/${id}`}>{id}</Link> : '–'),
          },
          {
            id: 'outcome',
            header: 'Became',
            minWidth: 160,
            cell: ({ outcome, problem }) => (
              <StatusIndicator type={OUTCOMES[outcome]}>{problem ? `${outcome}: ${problem}` : outcome}</StatusIndicator>
            ),
          },
          { id: 'reason', header: 'Reason', cell: ({ reason }) => reason ?? '–', minWidth: 160 },
          {
            id: 'request',
            header: 'Request',
            minWidth: 200,
            cell: ({ request, requestId, sourceIp, id }) => (
              <ExpandableSection variant="footer" headerText="Details" headerAriaLabel={`Details of ${id}`}>
                <Json value={{ request, requestId, sourceIp }} />
              </ExpandableSection>
            ),
          },
        ]}
      />
    </SpaceBetween>
  );
};
export default AuditPage;
