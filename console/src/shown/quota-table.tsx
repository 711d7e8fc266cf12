import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Quota } from '@tenantry/api-client/generated/api';
import type { ListColumn } from '../list/column.ts';
import { List } from '../list/list.tsx';
import type { Reading } from '../list/list-state.ts';
import type { ListUrl } from '../list/use-choice.ts';
import { dateTime, number } from './format.ts';
import { LinkedText } from './linked-text.tsx';

/** Share of a limit from which one should do something about it. */
const TIGHT = 0.8;
/** Per cent of the limit; undefined where that is not known. */
const shareOf = ({ used, limit }: Quota): number | undefined =>
  used === undefined || limit === undefined ? undefined : limit > 0 ? Math.round((used / limit) * 100) : 100;

const COLUMNS: readonly ListColumn<Quota>[] = [
  { id: 'name', header: 'Quota', isRowHeader: true, cell: ({ name }) => name, value: ({ name }) => name, minWidth: 200 },
  { id: 'available', header: 'Available', cell: (quota) => <Available {...quota} />, value: ({ free }) => free, minWidth: 140 },
  { id: 'use', header: 'Use', cell: (quota) => <Use {...quota} />, value: shareOf, minWidth: 200 },
  {
    id: 'fix',
    header: 'If it runs out',
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
    value: ({ fix }) => fix,
    minWidth: 240,
  },
];

interface QuotaListProps {
  readonly reading: Reading<Quota>;
  readonly title: string;
  readonly url?: ListUrl;
}
/** Quotas with what is available of them. */
export const QuotaList = ({ reading, title, url }: QuotaListProps) => (
  <List
    title={title}
    noun={{ one: 'quota', many: 'quotas' }}
    reading={reading}
    columns={COLUMNS}
    idOf={({ id }) => id}
    {...(url ? { url, searched: 'Quota or what to do' } : {})}
    empty="No quota is known."
  />
);
/** Quotas that an answer has. */
export const QuotaTable = ({ quotas, title }: { readonly quotas: readonly Quota[]; readonly title: string }) => (
  <QuotaList reading={{ items: quotas, error: null }} title={title} />
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

const Available = ({ free, used = 0, limit = 0, unknown }: Quota) => {
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
