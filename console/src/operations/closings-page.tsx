import Link from '@cloudscape-design/components/link';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Closing } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import type { ListColumn } from '../list/column.ts';
import { useCursorPages } from '../list/cursor-pages.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { readAll } from '../list/read-all.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useTitle } from '../shell/page.tsx';
import { dateTime } from '../shown/format.ts';
import { QuotaTable } from '../shown/quota-table.tsx';

const COLUMNS: readonly ListColumn<Closing>[] = [
  {
    id: 'tenant',
    header: 'Tenant',
    isRowHeader: true,
    cell: ({ tenantId, name, slug }) => <Link href={`/tenants/${tenantId}`}>{name || slug}</Link>,
    value: ({ name, slug }) => name || slug,
    minWidth: 180,
  },
  { id: 'account', header: 'Account', cell: ({ accountId }) => accountId, value: ({ accountId }) => accountId, minWidth: 130 },
  {
    id: 'offboarded',
    header: 'Off-boarded',
    cell: ({ offboardedAt }) => dateTime(offboardedAt),
    value: ({ offboardedAt }) => offboardedAt,
    minWidth: 180,
  },
];
const CLOSES: ListColumn<Closing> = {
  id: 'closes',
  header: 'Closes',
  cell: ({ closesAt }) => (closesAt ? dateTime(closesAt) : 'as soon as AWS allows'),
  value: ({ closesAt }) => closesAt,
  minWidth: 180,
};
const CLOSED: ListColumn<Closing> = {
  id: 'closed',
  header: 'Closed',
  cell: ({ closedAt }) => (closedAt ? dateTime(closedAt) : '–'),
  value: ({ closedAt }) => closedAt,
  minWidth: 180,
};

const ClosingsPage = () => {
  useTitle('Accounts to close');
  const { api } = useApi();
  const url = useListUrl();
  const state = url.get('state') === 'closed' ? 'closed' : 'queued';
  const pages = useCursorPages(url);
  const query = useQuery({
    queryKey: ['closings', state, url.size, pages.cursor],
    queryFn: ({ signal }) => api('GET /closings', { query: { state, limit: url.size, cursor: pages.cursor }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  return (
    <SpaceBetween size="l">
      <List
        isPage
        title="Accounts to close"
        noun={{ one: 'account', many: 'accounts' }}
        description="Accounts of off-boarded tenants. They are empty already; AWS limits how many may be closed."
        reading={readingOf(query, ({ closings }) => closings)}
        columns={[...COLUMNS, state === 'queued' ? CLOSES : CLOSED]}
        idOf={({ accountId }) => accountId}
        url={url}
        paged={{
          pages: pages.pagination(query.data?.cursor),
          isFiltered: false,
          readAll: () =>
            readAll(async (cursor) => {
              const { closings, cursor: next } = await api('GET /closings', { query: { state, limit: 100, cursor } });
              return { items: closings, cursor: next };
            }),
        }}
        filter={
          <SegmentedControl
            selectedId={state}
            label="Which accounts"
            options={[
              { id: 'queued', text: 'Waiting' },
              { id: 'closed', text: 'Closed' },
            ]}
            onChange={({ detail }) => url.set({ state: detail.selectedId === 'closed' ? 'closed' : '' })}
          />
        }
        empty={state === 'queued' ? 'No account waits to be closed.' : 'No account was closed yet.'}
      />
      {query.data && <QuotaTable quotas={[query.data.quota]} title="AWS's limit on closing accounts" />}
    </SpaceBetween>
  );
};
export default ClosingsPage;
