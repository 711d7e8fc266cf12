import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { Quota } from '@tenantry/api-client/generated/api';
import { dateTime, number } from './format.ts';
import { LinkedText } from './linked-text.tsx';

/** Share of a limit from which one should do something about it. */
const TIGHT = 0.8;

export const QuotaTable = ({
  quotas,
  title,
  loading = false,
}: {
  readonly quotas: readonly Quota[];
  readonly title: string;
  readonly loading?: boolean;
}) => (
  <Table
    items={[...quotas]}
    trackBy="id"
    variant="container"
    loading={loading}
    loadingText="Loading quotas …"
    ariaLabels={{ tableLabel: title }}
    header={<Header variant="h2">{title}</Header>}
    empty="No quota is known."
    columnDefinitions={[
      { id: 'name', header: 'Quota', isRowHeader: true, cell: ({ name }) => name, minWidth: 200 },
      { id: 'room', header: 'Room', cell: Room, minWidth: 130 },
      {
        id: 'use',
        header: 'Use',
        minWidth: 200,
        cell: ({ name, used, limit }) => (
          <ProgressBar
            ariaLabel={`Use of ${name}`}
            value={limit > 0 ? Math.min(100, (used / limit) * 100) : 100}
            additionalInfo={`${number(used)} of ${number(limit)}`}
          />
        ),
      },
      {
        id: 'fix',
        header: 'When there is no room',
        minWidth: 240,
        cell: ({ fix, freesAt, source }) => (
          <>
            <LinkedText>{fix}</LinkedText>
            {freesAt && ` The next is free on ${dateTime(freesAt)}.`}
            <Box variant="small" display="block" color="text-body-secondary">
              {source}
            </Box>
          </>
        ),
      },
    ]}
  />
);

const Room = ({ free, used, limit }: Quota) => {
  if (free <= 0) return <StatusIndicator type="error">none</StatusIndicator>;
  const isTight = limit > 0 && used / limit >= TIGHT;
  return <StatusIndicator type={isTight ? 'warning' : 'success'}>{number(free)} left</StatusIndicator>;
};
