import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Tenant, TimelineEvent } from '@tenantry/api-client/generated/api';
import { dateTime } from '../shown/format.ts';
import { Json } from '../shown/json.tsx';
import { Problem } from '../shown/problem.tsx';
import { TraceLink } from './trace-link.tsx';
import { useTimeline } from './use-tenant.ts';

/** Events of a tenant, newest first. */
const EventsTab = ({ tenant }: { readonly tenant: Tenant }) => {
  const { data, error, isPending, refetch } = useTimeline(tenant.tenantId);
  const names = new Map(data?.events.map(({ eventId, event }) => [eventId, event]));
  return (
    <SpaceBetween size="m">
      {error && <Problem title="Events could not be loaded" error={error} onRetry={() => void refetch()} />}
      <Table
        items={[...(data?.events ?? [])].reverse()}
        trackBy={({ eventId, at }: TimelineEvent) => `${eventId} ${at}`}
        loading={isPending}
        loadingText="Loading events …"
        variant="container"
        header={<Header variant="h2">Events</Header>}
        ariaLabels={{ tableLabel: 'Events' }}
        empty="Nothing was told of this tenant."
        columnDefinitions={[
          { id: 'at', header: 'At', cell: ({ at }) => dateTime(at), width: 200 },
          { id: 'event', header: 'Event', isRowHeader: true, cell: ({ event }) => event, width: 220 },
          { id: 'causedBy', header: 'Because of', cell: ({ causedBy }) => names.get(causedBy) ?? (causedBy || '–'), width: 220 },
          // Where nothing is traced there is no column for it.
          ...(data?.events.some(({ traceUrl }) => traceUrl)
            ? [
                {
                  id: 'trace',
                  header: 'Trace',
                  cell: ({ traceUrl, event }: TimelineEvent) => (traceUrl ? <TraceLink url={traceUrl} of={event} /> : '–'),
                  width: 120,
                },
              ]
            : []),
          {
            id: 'detail',
            header: 'Says',
            cell: ({ detail, event }) => (
              <ExpandableSection headerText="Detail" headerAriaLabel={`Detail of ${event}`} variant="footer">
                <Json value={detail} />
              </ExpandableSection>
            ),
            minWidth: 260,
          },
        ]}
      />
    </SpaceBetween>
  );
};
export default EventsTab;
