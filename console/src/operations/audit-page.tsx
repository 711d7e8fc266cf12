import Box from '@cloudscape-design/components/box';
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
import { TenantPicker, usePickedTenant } from '../shown/tenant-picker.tsx';
import { windowOf } from './audit-time.ts';
import { actionText } from './audit-words.ts';
import { TimeWindow } from './time-window.tsx';

const FILTERS = ['tenant', 'by', 'time'];
const OUTCOMES: Readonly<Record<AuditLine['outcome'], StatusIndicatorProps.Type>> = {
  started: 'pending',
  done: 'success',
  refused: 'warning',
  failed: 'error',
};
/** Characters of what a line was about: a failed message has its whole error there. */
const SHOWN = 120;
const shortened = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
const resultOf = ({ outcome, problem }: AuditLine): string => (problem ? `${outcome}: ${problem}` : outcome);
const COLUMNS: readonly ListColumn<AuditLine>[] = [
  { id: 'at', header: 'Time', cell: ({ at }) => dateTime(at), value: ({ at }) => at, minWidth: 120 },
  { id: 'by', header: 'Who', cell: ({ by }) => by, value: ({ by }) => by, minWidth: 140 },
  {
    id: 'action',
    header: 'What',
    isRowHeader: true,
    cell: ({ action, target }) => (
      <>
        {actionText(action)}
        {target && <Box variant="small">{shortened(target)}</Box>}
      </>
    ),
    value: ({ action, target }) => (target ? `${actionText(action)}: ${target}` : actionText(action)),
    minWidth: 180,
  },
  {
    id: 'tenant',
    header: 'Tenant',
    cell: ({ tenantId, tenantName }) => (tenantId ? <Link href={`/tenants/${tenantId}`}>{tenantName ?? tenantId}</Link> : '–'),
    value: ({ tenantId, tenantName }) => tenantName ?? tenantId,
    minWidth: 130,
  },
  {
    id: 'outcome',
    header: 'Result',
    cell: (line) => <StatusIndicator type={OUTCOMES[line.outcome]}>{resultOf(line)}</StatusIndicator>,
    value: resultOf,
    minWidth: 120,
  },
  { id: 'reason', header: 'Reason', cell: ({ reason }) => reason ?? '–', value: ({ reason }) => reason, minWidth: 130 },
  {
    id: 'request',
    header: 'Details',
    cell: ({ request, requestId, sourceIp, action, target, id }) => (
      <ExpandableSection variant="footer" headerText="Request" headerAriaLabel={`Request of ${id}`}>
        <Json value={{ action, target, request, requestId, sourceIp }} />
      </ExpandableSection>
    ),
    minWidth: 120,
  },
];

const AuditPage = () => {
  useTitle('Audit');
  const { api } = useApi();
  const url = useListUrl();
  const tenant = url.get('tenant');
  const picked = usePickedTenant(tenant);
  const typed = url.get('by');
  const by = useDebounced(typed.trim());
  const time = url.get('time');
  const pages = useCursorPages(url);
  /** What of the filters is not understood: nothing is shown for it, least of all everything. */
  const misread = picked.problem ?? (windowOf(time, 0) ? undefined : `"${time}" is no time window.`);
  const wanted = { tenantId: picked.tenantId, by: by || undefined };
  const query = useQuery({
    queryKey: ['audit', wanted, time, url.size, pages.cursor],
    queryFn: ({ signal }) =>
      api('GET /audit', { query: { ...wanted, ...windowOf(time, Date.now()), limit: url.size, cursor: pages.cursor }, signal }),
    placeholderData: keepPreviousData,
    enabled: !misread && !picked.isLooking,
  });
  const isAnswered = !misread && !picked.isLooking;
  const reading = readingOf(query, ({ lines }) => lines);
  return (
    <List
      isPage
      title="Audit"
      noun={{ one: 'audit entry', many: 'audit entries' }}
      description="Who requested what, and the result."
      reading={isAnswered ? reading : { items: undefined, error: misread ? new Error(misread) : null }}
      columns={COLUMNS}
      idOf={({ id }) => id}
      url={url}
      paged={{
        pages: pages.pagination(query.data?.cursor),
        isFiltered: FILTERS.some((name) => url.get(name) !== ''),
        readAll: () =>
          readAll(async (cursor) => {
            const { lines, cursor: next } = await api('GET /audit', {
              query: { ...wanted, ...windowOf(time, Date.now()), limit: 100, cursor },
            });
            return { items: lines, cursor: next };
          }),
      }}
      filters={FILTERS}
      filter={
        <>
          <TenantPicker text={tenant} picked={picked} label="Only about this tenant" onChange={(text) => url.set({ tenant: text })} />
          <Input
            value={typed}
            placeholder="Who: e-mail address or user name"
            ariaLabel="Only by this person"
            type="search"
            onChange={({ detail }) => url.set({ by: detail.value })}
          />
          <TimeWindow value={time} onChange={(text) => url.set({ time: text })} />
        </>
      }
      empty="Nothing was requested yet."
    />
  );
};
export default AuditPage;
