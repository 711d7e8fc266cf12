import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Replay } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { useTitle } from '../shell/page.tsx';
import { Ago } from '../shown/clock.tsx';
import { dateTime } from '../shown/format.ts';
import { Problem } from '../shown/problem.tsx';
import { useCursorPages } from '../tenants/cursor-pages.ts';

const STATES: Readonly<Record<Replay['state'], StatusIndicatorProps.Type>> = {
  starting: 'pending',
  running: 'in-progress',
  completed: 'success',
  failed: 'error',
  cancelled: 'stopped',
};

const ReplaysPage = () => {
  useTitle('Replays');
  const { api } = useApi();
  const only = useOnly();
  const pages = useCursorPages('replays');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['replays', pages.cursor],
    queryFn: ({ signal }) => api('GET /replays', { query: { cursor: pages.cursor }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.replays.some((one) => one.state === 'starting' || one.state === 'running') ? 2_000 : 30_000,
  });
  return (
    <SpaceBetween size="l">
      {error && <Problem title="Replays could not be loaded" error={error} onRetry={() => void refetch()} />}
      <Table
        variant="full-page"
        items={[...(data?.replays ?? [])]}
        trackBy="name"
        loading={isPending}
        loadingText="Loading replays …"
        ariaLabels={{ tableLabel: 'Replays' }}
        header={
          <Header
            variant="h1"
            description="Events told again: stages verify everything that they hear, and mend what has drifted."
            actions={
              <Button variant="primary" href="/replays/new" {...only('operator')}>
                Start a replay
              </Button>
            }
          >
            Replays
          </Header>
        }
        pagination={<Pagination {...pages.pagination(data?.cursor)} />}
        empty={<Box textAlign="center">Nothing was replayed yet.</Box>}
        columnDefinitions={[
          { id: 'name', header: 'Replay', isRowHeader: true, cell: ({ name }) => name, minWidth: 220 },
          {
            id: 'state',
            header: 'State',
            minWidth: 130,
            cell: ({ state, failure }) => (
              <>
                <StatusIndicator type={STATES[state]}>{state}</StatusIndicator>
                {failure && <Box variant="small">{failure}</Box>}
              </>
            ),
          },
          {
            id: 'tenant',
            header: 'Tenant',
            minWidth: 150,
            cell: ({ tenantId }) => (tenantId ? <Link href={`/tenants/${tenantId}`}>{tenantId}</Link> : 'all tenants'),
          },
          { id: 'stages', header: 'Heard by', cell: ({ stages }) => stages.join(', ') || 'all stages', minWidth: 140 },
          { id: 'window', header: 'Events of', cell: ({ from, to }) => `${dateTime(from)} – ${dateTime(to)}`, minWidth: 220 },
          { id: 'deliveries', header: 'Delivered', cell: ({ deliveries }) => deliveries ?? '–', minWidth: 100 },
          {
            id: 'by',
            header: 'Asked for',
            cell: ({ requestedAt, requestedBy, requestedByName = requestedBy }) => <Asked at={requestedAt} by={requestedByName} />,
            minWidth: 180,
          },
          { id: 'reason', header: 'Reason', cell: ({ reason }) => reason ?? '–', minWidth: 160 },
        ]}
      />
    </SpaceBetween>
  );
};
export default ReplaysPage;

const Asked = ({ at, by }: { readonly at: string; readonly by: string | undefined }) => (
  <>
    <Ago at={at} />
    {by && ` by ${by}`}
  </>
);
