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
        cell: Use,
      },
      {
        id: 'fix',
        header: 'When there is no room',
        minWidth: 240,
        cell: ({ fix, freesAt, source, unknown }) => (
          <>
            <LinkedText>{fix}</LinkedText>
            {freesAt && ` The next is free on ${dateTime(freesAt)}.`}
            {unknown && (
              <Box variant="small" display="block">
                <LinkedText>{unknown}</LinkedText>
              </Box>
            )}
            <Box variant="small" display="block" color="text-body-secondary">
              {source}
            </Box>
          </>
        ),
      },
    ]}
  />
);

const Use = ({ name, used, limit }: Quota) =>
  used === undefined || limit === undefined ? (
    `${figure(used)} of ${figure(limit)}`
  ) : (
    <ProgressBar
      ariaLabel={`Use of ${name}`}
      value={limit > 0 ? Math.min(100, (used / limit) * 100) : 100}
      additionalInfo={`${number(used)} of ${number(limit)}`}
    />
  );
const figure = (value: number | undefined): string => (value === undefined ? 'unknown' : number(value));

const Room = ({ free, used = 0, limit = 0, unknown }: Quota) => {
  if (free !== undefined && free <= 0) return <StatusIndicator type="error">none</StatusIndicator>;
  if (free === undefined) return <StatusIndicator type="warning">unknown</StatusIndicator>;
  const isTight = limit > 0 && used / limit >= TIGHT;
  return (
    <StatusIndicator type={isTight || unknown ? 'warning' : 'success'}>
      {unknown ? 'at most ' : ''}
      {number(free)} left
    </StatusIndicator>
  );
};
