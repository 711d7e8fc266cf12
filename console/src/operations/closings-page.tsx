import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useApi } from '../api.ts';
import { useTitle } from '../shell/page.tsx';
import { dateTime } from '../shown/format.ts';
import { Problem } from '../shown/problem.tsx';
import { QuotaTable } from '../shown/quota-table.tsx';
import { useCursorPages } from '../tenants/cursor-pages.ts';

const ClosingsPage = () => {
  useTitle('Close queue');
  const { api } = useApi();
  const [query, setQuery] = useSearchParams();
  const state = query.get('state') === 'closed' ? 'closed' : 'queued';
  const pages = useCursorPages(state);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['closings', state, pages.cursor],
    queryFn: ({ signal }) => api('GET /closings', { query: { state, cursor: pages.cursor }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  return (
    <SpaceBetween size="l">
      {error && <Problem title="The close queue could not be loaded" error={error} onRetry={() => void refetch()} />}
      <Table
        variant="full-page"
        items={[...(data?.closings ?? [])]}
        trackBy="accountId"
        loading={isPending}
        loadingText="Loading closings …"
        ariaLabels={{ tableLabel: 'Close queue' }}
        header={
          <Header variant="h1" description="Accounts of off-boarded tenants. They are empty already; AWS limits how many may be closed.">
            Close queue
          </Header>
        }
        filter={
          <SegmentedControl
            selectedId={state}
            label="Which closings"
            options={[
              { id: 'queued', text: 'Waiting' },
              { id: 'closed', text: 'Closed' },
            ]}
            onChange={({ detail }) => setQuery(detail.selectedId === 'closed' ? { state: 'closed' } : {}, { replace: true })}
          />
        }
        pagination={<Pagination {...pages.pagination(data?.cursor)} />}
        empty={<Box textAlign="center">{state === 'queued' ? 'No account waits to be closed.' : 'No account was closed yet.'}</Box>}
        columnDefinitions={[
          {
            id: 'tenant',
            header: 'Tenant',
            isRowHeader: true,
            cell: ({ tenantId, name, slug }) => <Link href={`/tenants/${tenantId}`}>{name || slug}</Link>,
            minWidth: 180,
          },
          { id: 'account', header: 'Account', cell: ({ accountId }) => accountId, minWidth: 130 },
          { id: 'offboarded', header: 'Off-boarded', cell: ({ offboardedAt }) => dateTime(offboardedAt), minWidth: 180 },
          state === 'queued'
            ? {
                id: 'closes',
                header: 'Closes',
                cell: ({ closesAt }) => (closesAt ? dateTime(closesAt) : 'as soon as AWS allows'),
                minWidth: 180,
              }
            : { id: 'closed', header: 'Closed', cell: ({ closedAt }) => (closedAt ? dateTime(closedAt) : '–'), minWidth: 180 },
        ]}
      />
      {data && <QuotaTable quotas={[data.quota]} title="Quota of closings" />}
    </SpaceBetween>
  );
};
export default ClosingsPage;
