import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { ReplayPreview } from '@tenantry/api-client/generated/api';
import { count } from '../shown/format.ts';

/** What a replay would deliver; nothing was delivered yet. */
export const ReplayPreviewTable = ({ preview, isCounting }: { readonly preview: ReplayPreview; readonly isCounting: boolean }) => (
  <Table
    items={preview.stages.filter(({ deliveries }) => deliveries > 0)}
    trackBy="stage"
    variant="container"
    wrapLines
    loading={isCounting}
    loadingText="Counting …"
    ariaLabels={{ tableLabel: 'What would be delivered' }}
    header={
      <Header variant="h2" description={`For ${count(preview.tenants, 'tenant')}.`}>
        Would deliver {count(preview.deliveries, 'message')}
      </Header>
    }
    empty="No stage receives an event of this time window."
    columnDefinitions={[
      { id: 'stage', header: 'Receiving stage', isRowHeader: true, cell: ({ stage }) => stage },
      { id: 'deliveries', header: 'Messages', cell: ({ deliveries }) => deliveries },
      {
        id: 'events',
        header: 'Events',
        cell: ({ events }) => events.map(({ event, count: n }) => (n > 1 ? `${n} × ${event}` : event)).join(', '),
      },
    ]}
  />
);
