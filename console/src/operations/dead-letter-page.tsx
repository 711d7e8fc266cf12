import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeadLetter } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { Page } from '../shell/page.tsx';
import { count, dateTime } from '../shown/format.ts';
import { Json } from '../shown/json.tsx';
import { LinkedText } from '../shown/linked-text.tsx';
import { Loading } from '../shown/loading.tsx';
import { Problem } from '../shown/problem.tsx';
import { ReasonDialog } from '../shown/reason-dialog.tsx';
import { LetterKind } from './letter.tsx';
import { problemText } from './letter-causes.ts';
import { RedriveDialog } from './redrive-dialog.tsx';

const DeadLetterPage = () => {
  const { queue = '', messageId = '' } = useParams();
  const { api } = useApi();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['dead-letter', queue, messageId],
    queryFn: ({ signal }) => api('GET /dead-letters/{queue}/{messageId}', { path: { queue, messageId }, signal }),
  });
  if (isPending) return <Loading what="failed message" />;
  if (!data) {
    return (
      <Page title="Failed message">
        <SpaceBetween size="m">
          <Problem title="This failed message could not be loaded" error={error} onRetry={() => void refetch()} />
          <Link href="/dead-letters">See all failed messages</Link>
        </SpaceBetween>
      </Page>
    );
  }
  return <Letter letter={data} />;
};
export default DeadLetterPage;

const Letter = ({ letter }: { readonly letter: DeadLetter }) => {
  const { api } = useApi();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const notify = useNotify();
  const only = useOnly();
  const [dialog, setDialog] = useState<'redrive' | 'discard'>();
  const { queue, messageId } = letter;
  const close = (): void => setDialog(undefined);
  const done = async (text: string): Promise<void> => {
    notify('success', text);
    navigate('/dead-letters');
    await queries.invalidateQueries({ queryKey: ['dead-letters'] });
  };
  return (
    <Page
      title={letter.event ?? 'Failed message'}
      description={<LetterKind kind={letter.kind} />}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => setDialog('discard')} {...only('operator')}>
            Discard
          </Button>
          <Button variant="primary" onClick={() => setDialog('redrive')} {...only('operator')}>
            Send again
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">What went wrong</Header>}>
          <SpaceBetween size="m">
            <Box>{problemText(letter.message)}</Box>
            <Box fontWeight="bold">
              <LinkedText>{letter.advice}</LinkedText>
            </Box>
            <KeyValuePairs
              columns={4}
              items={[
                { label: 'Error code', value: letter.code },
                { label: 'Failing call', value: letter.call || 'none' },
                { label: 'Step', value: letter.step ?? '–' },
                { label: 'Queue', value: queue },
                {
                  label: 'Tenant',
                  value: letter.tenantId ? <Link href={`/tenants/${letter.tenantId}`}>{letter.tenantName ?? letter.tenantId}</Link> : '–',
                },
                { label: 'Sent', value: dateTime(letter.sentAt) },
                { label: 'Received, looks of people included', value: count(letter.receives, 'time') },
                { label: 'Message id', value: messageId },
              ]}
            />
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">Message</Header>}>
          <Json value={letter.body} />
        </Container>
      </SpaceBetween>
      {dialog === 'redrive' && <RedriveDialog letter={letter} onClose={close} onDone={() => void done('The message is sent again.')} />}
      {dialog === 'discard' && (
        <ReasonDialog
          title="Discard this message?"
          action="Discard"
          onClose={close}
          onAct={async (reason) => {
            await api('POST /dead-letters/{queue}/{messageId}/discard', { path: { queue, messageId }, body: { reason } });
            void done('The message is discarded.');
          }}
        >
          The message is deleted, and no stage processes it. A line in the audit stays.
        </ReasonDialog>
      )}
    </Page>
  );
};
