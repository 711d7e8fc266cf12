import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Input from '@cloudscape-design/components/input';
import Link from '@cloudscape-design/components/link';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AuditLine } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import type { ListColumn } from '../list/column.ts';
import { useCursorPages } from '../list/cursor-pages.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { readAll } from '../list/read-all.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useDebounced } from '../onboarding/use-plan.ts';
import { useTitle } from '../shell/page.tsx';
import { dateTime } from '../shown/format.ts';
import { Json } from '../shown/json.tsx';

const OUTCOMES: Readonly<Record<AuditLine['outcome'], StatusIndicatorProps.Type>> = {
  started: 'pending',
  done: 'success',
  refused: 'warning',
  failed: 'error',
};
const TENANT_ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i;
const COLUMNS: readonly ListColumn<AuditLine>[] = [
  { id: 'at', header: 'Time', cell: ({ at }) => dateTime(at), value: ({ at }) => at, minWidth: 120 },
  { id: 'by', header: 'Who', cell: ({ by }) => by, value: ({ by }) => by, minWidth: 140 },
  {
    id: 'action',
    header: 'What',
    isRowHeader: true,
    cell: ({ action, target }) => (target ? `${action} (${target})` : action),
    value: ({ action, target }) => (target ? `${action} (${target})` : action),
    minWidth: 180,
  },
  {
    id: 'tenant',
    header: 'Tenant',
    cell: ({ tenantId: id }) => (id ? <Link href={`/tenants/${id}`}>{id}</Link> : '–'),
    value: ({ tenantId }) => tenantId,
    minWidth: 140,
  },
  {
    id: 'outcome',
    header: 'Result',
    cell: ({ outcome, problem }) => (
      <StatusIndicator type={OUTCOMES[outcome]}>{problem ? `${outcome}: ${problem}` : outcome}</StatusIndicator>
    ),
    value: ({ outcome, problem }) => (problem ? `${outcome}: ${problem}` : outcome),
    minWidth: 120,
  },
  { id: 'reason', header: 'Reason', cell: ({ reason }) => reason ?? '–', value: ({ reason }) => reason, minWidth: 140 },
  {
    id: 'request',
    header: 'Details',
    cell: ({ request, requestId, sourceIp, id }) => (
      <ExpandableSection variant="footer" headerText="Request" headerAriaLabel={`Request of ${id}`}>
        <Json value={{ request, requestId, sourceIp }} />
      </ExpandableSection>
    ),
    minWidth: 120,
  },
];

const AuditPage = () => {
  useTitle('Audit');
  const { api } = useApi();
  const url = useListUrl();
  const tenantId = url.get('tenant');
  const typed = url.get('by');
  const by = useDebounced(typed.trim());
  const pages = useCursorPages(url);
  const wanted = { tenantId: TENANT_ID.test(tenantId) ? tenantId : undefined, by: by || undefined };
  const query = useQuery({
    queryKey: ['audit', wanted, url.size, pages.cursor],
    queryFn: ({ signal }) => api('GET /audit', { query: { ...wanted, limit: url.size, cursor: pages.cursor }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <List
      isPage
      title="Audit"
      noun={{ one: 'audit entry', many: 'audit entries' }}
      description="Who requested what, and the result."
      reading={readingOf(query, ({ lines }) => lines)}
      columns={COLUMNS}
      idOf={({ id }) => id}
      url={url}
      paged={{
        pages: pages.pagination(query.data?.cursor),
        isFiltered: typed !== '' || tenantId !== '',
        readAll: () =>
          readAll(async (cursor) => {
            const { lines, cursor: next } = await api('GET /audit', { query: { ...wanted, limit: 100, cursor } });
            return { items: lines, cursor: next };
          }),
      }}
      filters={['by', 'tenant']}
      filter={
        <>
          <Input
            value={typed}
            placeholder="E-mail address or user name"
            ariaLabel="Only by this person"
            type="search"
            onChange={({ detail }) => url.set({ by: detail.value })}
          />
          <Input
            value={tenantId}
            placeholder="Tenant id"
            ariaLabel="Only about this tenant"
            type="search"
            spellcheck={false}
            onChange={({ detail }) => url.set({ tenant: detail.value })}
          />
        </>
      }
      empty="Nothing was requested yet."
    />
  );
};
export default AuditPage;
