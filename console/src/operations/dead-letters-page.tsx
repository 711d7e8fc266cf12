import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useApi } from '../api.ts';
import { useTitle } from '../shell/page.tsx';
import { Ago } from '../shown/clock.tsx';
import { Problem } from '../shown/problem.tsx';
import { KINDS, LetterKind, letterHref } from './letter.tsx';

const ALL = { value: '', label: 'All queues' };

const DeadLettersPage = () => {
  useTitle('Dead letters');
  const { api } = useApi();
  const [query, setQuery] = useSearchParams();
  const queue = query.get('queue') ?? '';
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: ['dead-letters', queue],
    queryFn: ({ signal }) => api('GET /dead-letters', { query: { queue: queue || undefined }, signal }),
    // Looking hides messages from others for a moment: not more often than it must be.
    refetchInterval: 30_000,
  });
  const queues = [ALL, ...(data?.queues ?? []).map(({ queue: name, messages }) => ({ value: name, label: `${name} (${messages})` }))];
  return (
    <SpaceBetween size="l">
      {error && <Problem title="Dead letters could not be loaded" error={error} onRetry={() => void refetch()} />}
      <Table
        variant="full-page"
        items={[...(data?.letters ?? [])]}
        trackBy={({ queue: name, messageId }) => `${name} ${messageId}`}
        loading={isPending}
        loadingText="Loading dead letters …"
        ariaLabels={{ tableLabel: 'Dead letters' }}
        header={
          <Header
            variant="h1"
            description="Messages that could not be processed. Each is kept for 14 days: fix the cause, then send them again. A retry resolves those of its stage."
            actions={<Button iconName="refresh" ariaLabel="Look again" loading={isFetching && !isPending} onClick={() => void refetch()} />}
          >
            Dead letters
          </Header>
        }
        filter={
          <Select
            selectedOption={queues.find(({ value }) => value === queue) ?? { value: queue, label: queue }}
            options={queues}
            ariaLabel="Queue"
            onChange={({ detail }) =>
              setQuery(detail.selectedOption.value ? { queue: detail.selectedOption.value } : {}, { replace: true })
            }
          />
        }
        footer={
          data && !data.isComplete && <Box textAlign="center">There are more, or somebody else looks at the same time: look again.</Box>
        }
        empty={<Box textAlign="center">No dead letters: every message was worked on.</Box>}
        columnDefinitions={[
          {
            id: 'message',
            header: 'Message',
            isRowHeader: true,
            minWidth: 220,
            cell: (letter) => <Link href={letterHref(letter)}>{letter.event ?? letter.messageId}</Link>,
          },
          { id: 'kind', header: 'Because', cell: ({ kind }) => <LetterKind kind={kind} />, minWidth: 150 },
          { id: 'queue', header: 'Queue', cell: ({ queue: name }) => name, minWidth: 120 },
          { id: 'code', header: 'Error', cell: ({ code, call }) => (call ? `${code} (${call})` : code), minWidth: 220 },
          {
            id: 'tenant',
            header: 'Tenant',
            minWidth: 160,
            cell: ({ tenantId }) => (tenantId ? <Link href={`/tenants/${tenantId}`}>{tenantId}</Link> : '–'),
          },
          { id: 'sentAt', header: 'Sent', cell: ({ sentAt }) => <Ago at={sentAt} />, minWidth: 120 },
        ]}
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
