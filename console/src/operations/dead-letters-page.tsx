import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import type { DeadLetter } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useOnly } from '../shell/me.ts';
import { useTitle } from '../shell/page.tsx';
import { KINDS } from './letter.tsx';
import { causesOf } from './letter-causes.ts';
import { CAUSE_COLUMNS, LETTER_COLUMNS } from './letter-columns.tsx';
import { type LettersAction, LettersDialog, letterId } from './letters-dialog.tsx';

const ALL = { value: '', label: 'All queues' };
const EVERY_MESSAGE = 'messages';

/** What is common to both views of the page. */
const COMMON = {
  isPage: true,
  title: 'Failed messages',
  description:
    'Messages that could not be processed. Each is kept for 14 days: fix the cause, then send them again. A retry resolves those of its stage.',
  filters: ['queue'],
};

const DeadLettersPage = () => {
  useTitle('Failed messages');
  const { api } = useApi();
  const only = useOnly();
  const url = useListUrl();
  const queue = url.get('queue');
  const isEach = url.get('view') === EVERY_MESSAGE;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [dialog, setDialog] = useState<{ readonly act: LettersAction; readonly letters: readonly DeadLetter[] }>();
  const query = useQuery({
    queryKey: ['dead-letters', queue],
    queryFn: ({ signal }) => api('GET /dead-letters', { query: { queue: queue || undefined }, signal }),
    // Looking hides messages from others for a moment: not more often than it must be.
    refetchInterval: 30_000,
  });
  const { data } = query;
  const causes = causesOf(data?.letters ?? []);
  const selected = isEach
    ? (data?.letters ?? []).filter((letter) => chosen.includes(letterId(letter)))
    : causes.filter(({ id }) => chosen.includes(id)).flatMap(({ letters }) => letters);
  const queues = [ALL, ...(data?.queues ?? []).map(({ queue: name, messages }) => ({ value: name, label: `${name} (${messages})` }))];
  const button = (act: LettersAction, text: string) => (
    <Button disabled={selected.length === 0} onClick={() => setDialog({ act, letters: selected })} {...only('operator')}>
      {selected.length > 0 ? `${text} (${selected.length})` : text}
    </Button>
  );
  const common = {
    ...COMMON,
    url,
    filter: (
      <>
        <Select
          selectedOption={queues.find(({ value }) => value === queue) ?? { value: queue, label: queue }}
          options={queues}
          ariaLabel="Queue"
          onChange={({ detail }) => url.set({ queue: detail.selectedOption.value ?? '' })}
        />
        <SegmentedControl
          selectedId={isEach ? EVERY_MESSAGE : 'causes'}
          label="Grouped by"
          options={[
            { id: 'causes', text: 'By cause' },
            { id: EVERY_MESSAGE, text: 'Each message' },
          ]}
          onChange={({ detail }) => {
            setChosen([]);
            url.set({ view: detail.selectedId === EVERY_MESSAGE ? EVERY_MESSAGE : '', sort: '' });
          }}
        />
      </>
    ),
    actions: (
      <SpaceBetween direction="horizontal" size="xs">
        {button('discard', 'Discard')}
        {button('redrive', 'Send again')}
      </SpaceBetween>
    ),
    footer: data && !data.isComplete && (
      <Box textAlign="center">There are more, or somebody else looks at the same time: refresh the list.</Box>
    ),
    empty: data?.isComplete ? 'No failed messages.' : 'No message could be read: somebody else looks at the same time.',
  };
  return (
    <SpaceBetween size="l">
      {isEach ? (
        <List
          {...common}
          noun={{ one: 'failed message', many: 'failed messages' }}
          reading={readingOf(query, ({ letters }) => letters)}
          columns={LETTER_COLUMNS}
          idOf={letterId}
          searched="Message, error or tenant"
          selection={{
            items: selected,
            onChange: (items) => setChosen(items.map(letterId)),
            nameOf: ({ event, messageId }) => event ?? messageId,
          }}
        />
      ) : (
        <List
          {...common}
          noun={{ one: 'cause', many: 'causes of failed messages' }}
          reading={readingOf(query, ({ letters }) => causesOf(letters))}
          columns={CAUSE_COLUMNS}
          idOf={({ id }) => id}
          searched="Error, queue or tenant"
          selection={{
            items: causes.filter(({ id }) => chosen.includes(id)),
            onChange: (items) => setChosen(items.map(({ id }) => id)),
            nameOf: ({ title }) => title,
          }}
        />
      )}
      <Box variant="small" color="text-body-secondary">
        {Object.entries(KINDS).map(([kind, { title, meaning }]) => (
          <div key={kind}>
            {title}: {meaning}
          </div>
        ))}
      </Box>
      {dialog && (
        <LettersDialog
          {...dialog}
          onClose={() => {
            setDialog(undefined);
            setChosen([]);
          }}
        />
      )}
    </SpaceBetween>
  );
};
export default DeadLettersPage;
