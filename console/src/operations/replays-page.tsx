import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Replay } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import type { ListColumn } from '../list/column.ts';
import { useCursorPages } from '../list/cursor-pages.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { readAll } from '../list/read-all.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useOnly } from '../shell/me.ts';
import { useTitle } from '../shell/page.tsx';
import { Ago } from '../shown/clock.tsx';
import { dateTime } from '../shown/format.ts';

const STATES: Readonly<Record<Replay['state'], StatusIndicatorProps.Type>> = {
  starting: 'pending',
  running: 'in-progress',
  completed: 'success',
  failed: 'error',
  cancelled: 'stopped',
};
const stagesOf = ({ stages }: Replay): string => stages.join(', ') || 'all stages';
const byOf = ({ requestedBy, requestedByName = requestedBy }: Replay): string => requestedByName ?? '';
const COLUMNS: readonly ListColumn<Replay>[] = [
  { id: 'name', header: 'Replay', isRowHeader: true, cell: ({ name }) => name, value: ({ name }) => name, minWidth: 130 },
  {
    id: 'state',
    header: 'State',
    cell: ({ state, failure }) => (
      <>
        <StatusIndicator type={STATES[state]}>{state}</StatusIndicator>
        {failure && <Box variant="small">{failure}</Box>}
      </>
    ),
    value: ({ state }) => state,
    minWidth: 120,
  },
  {
    id: 'tenant',
    header: 'Tenant',
    cell: ({ tenantId, tenantName = tenantId }) => (tenantId ? <Link href={`/tenants/${tenantId}`}>{tenantName}</Link> : 'all tenants'),
    value: ({ tenantId, tenantName = tenantId }) => tenantName ?? 'all tenants',
    minWidth: 120,
  },
  { id: 'stages', header: 'Receiving stages', cell: stagesOf, value: stagesOf, minWidth: 120 },
  {
    id: 'window',
    header: 'Time window',
    cell: ({ from, to }) => `${dateTime(from)} – ${dateTime(to)}`,
    value: ({ from, to }) => `${from} – ${to}`,
    minWidth: 140,
  },
  {
    id: 'deliveries',
    header: 'Delivered',
    cell: ({ deliveries }) => deliveries ?? '–',
    value: ({ deliveries }) => deliveries,
    minWidth: 90,
  },
  {
    id: 'by',
    header: 'Requested',
    cell: (replay) => (
      <>
        <Ago at={replay.requestedAt} />
        {byOf(replay) && ` by ${byOf(replay)}`}
      </>
    ),
    value: (replay) => `${replay.requestedAt} ${byOf(replay)}`.trim(),
    minWidth: 130,
  },
  { id: 'reason', header: 'Reason', cell: ({ reason }) => reason ?? '–', value: ({ reason }) => reason, minWidth: 120 },
];

const ReplaysPage = () => {
  useTitle('Replays');
  const { api } = useApi();
  const only = useOnly();
  const url = useListUrl();
  const pages = useCursorPages(url);
  const query = useQuery({
    queryKey: ['replays', url.size, pages.cursor],
    queryFn: ({ signal }) => api('GET /replays', { query: { limit: url.size, cursor: pages.cursor }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.replays.some((one) => one.state === 'starting' || one.state === 'running') ? 2_000 : 30_000,
  });
  return (
    <List
      isPage
      title="Replays"
      noun={{ one: 'replay', many: 'replays' }}
      description="Events sent again: stages verify everything that they receive, and fix what was changed."
      reading={readingOf(query, ({ replays }) => replays)}
      columns={COLUMNS}
      idOf={({ name }) => name}
      url={url}
      paged={{
        pages: pages.pagination(query.data?.cursor),
        isFiltered: false,
        readAll: () =>
          readAll(async (cursor) => {
            const { replays, cursor: next } = await api('GET /replays', { query: { limit: 100, cursor } });
            return { items: replays, cursor: next };
          }),
      }}
      actions={
        <Button variant="primary" href="/replays/new" {...only('operator')}>
          Start a replay
        </Button>
      }
      empty="Nothing was replayed yet."
    />
  );
};
export default ReplaysPage;
