import Box from '@cloudscape-design/components/box';
import Link from '@cloudscape-design/components/link';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import type { DeadLetter } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import type { ListColumn } from '../list/column.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useTitle } from '../shell/page.tsx';
import { Ago } from '../shown/clock.tsx';
import { KINDS, LetterKind, letterHref } from './letter.tsx';

const ALL = { value: '', label: 'All queues' };
const errorOf = ({ code, call }: DeadLetter): string => (call ? `${code} (${call})` : code);
const COLUMNS: readonly ListColumn<DeadLetter>[] = [
  {
    id: 'message',
    header: 'Message',
    isRowHeader: true,
    cell: (letter) => <Link href={letterHref(letter)}>{letter.event ?? letter.messageId}</Link>,
    value: ({ event, messageId }) => event ?? messageId,
    minWidth: 180,
  },
  {
    id: 'kind',
    header: 'Reason',
    cell: ({ kind }) => <LetterKind kind={kind} />,
    value: ({ kind }) => KINDS[kind].title,
    minWidth: 150,
  },
  { id: 'queue', header: 'Queue', cell: ({ queue }) => queue, value: ({ queue }) => queue, minWidth: 110 },
  { id: 'code', header: 'Error', cell: errorOf, value: errorOf, minWidth: 190 },
  {
    id: 'tenant',
    header: 'Tenant',
    cell: ({ tenantId }) => (tenantId ? <Link href={`/tenants/${tenantId}`}>{tenantId}</Link> : '–'),
    value: ({ tenantId }) => tenantId,
    minWidth: 160,
  },
  { id: 'sentAt', header: 'Sent', cell: ({ sentAt }) => <Ago at={sentAt} />, value: ({ sentAt }) => sentAt, minWidth: 120 },
];

const DeadLettersPage = () => {
  useTitle('Failed messages');
  const { api } = useApi();
  const url = useListUrl();
  const queue = url.get('queue');
  const query = useQuery({
    queryKey: ['dead-letters', queue],
    queryFn: ({ signal }) => api('GET /dead-letters', { query: { queue: queue || undefined }, signal }),
    // Looking hides messages from others for a moment: not more often than it must be.
    refetchInterval: 30_000,
  });
  const { data } = query;
  const queues = [ALL, ...(data?.queues ?? []).map(({ queue: name, messages }) => ({ value: name, label: `${name} (${messages})` }))];
  return (
    <SpaceBetween size="l">
      <List
        isPage
        title="Failed messages"
        noun={{ one: 'failed message', many: 'failed messages' }}
        description="Messages that could not be processed. Each is kept for 14 days: fix the cause, then send them again. A retry resolves those of its stage."
        reading={readingOf(query, ({ letters }) => letters)}
        columns={COLUMNS}
        idOf={({ queue: name, messageId }) => `${name} ${messageId}`}
        url={url}
        searched="Message, error or tenant id"
        filters={['queue']}
        filter={
          <Select
            selectedOption={queues.find(({ value }) => value === queue) ?? { value: queue, label: queue }}
            options={queues}
            ariaLabel="Queue"
            onChange={({ detail }) => url.set({ queue: detail.selectedOption.value ?? '' })}
          />
        }
        footer={
          data &&
          !data.isComplete && <Box textAlign="center">There are more, or somebody else looks at the same time: refresh the list.</Box>
        }
        empty={data?.isComplete ? 'No failed messages.' : 'No message could be read: somebody else looks at the same time.'}
      />
      <Box variant="small" color="text-body-secondary">
        {Object.entries(KINDS).map(([kind, { title, meaning }]) => (
          <div key={kind}>
            {title}: {meaning}
          </div>
        ))}
      </Box>
    </SpaceBetween>
  );
};
export default DeadLettersPage;
