import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import DateInput from '@cloudscape-design/components/date-input';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import TimeInput from '@cloudscape-design/components/time-input';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useApi } from '../api.ts';
import { useDebounced, useDeployment } from '../onboarding/use-plan.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { Page } from '../shell/page.tsx';
import { count } from '../shown/format.ts';
import { Problem } from '../shown/problem.tsx';
import { reasonError } from '../shown/reason-dialog.tsx';
import { checkReplay, newReplay, type ReplayDraft, selectionOf } from './replay-draft.ts';
import { ReplayPreviewTable } from './replay-preview.tsx';

const ReplayPage = () => {
  const { api } = useApi();
  const navigate = useNavigate();
  const notify = useNotify();
  const queries = useQueryClient();
  const only = useOnly();
  const [query] = useSearchParams();
  const { data: deployment } = useDeployment();
  const [draft, setDraft] = useState<ReplayDraft>(() => newReplay(query.get('tenant') ?? '', Date.now()));
  const [isTried, setTried] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const errors = checkReplay(draft);
  const isRight = Object.keys(errors).length === 0;
  const selection = useDebounced(isRight ? JSON.stringify(selectionOf(draft)) : '');
  const preview = useQuery({
    queryKey: ['replay-preview', selection],
    queryFn: ({ signal }) => api('POST /replays/preview', { body: JSON.parse(selection), signal }),
    enabled: selection !== '',
    placeholderData: keepPreviousData,
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api('POST /replays', { body: { ...selectionOf(draft), reason: draft.reason.trim() }, idempotencyKey: key }),
    onSuccess: async ({ name }) => {
      notify('success', `Replay ${name} is started.`);
      navigate('/replays');
      await queries.invalidateQueries({ queryKey: ['replays'] });
    },
  });
  const set = (change: Partial<ReplayDraft>): void => setDraft((known) => ({ ...known, ...change }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isRight && !reasonError(draft.reason)) mutate();
  };
  const stages = (deployment?.stages ?? []).map(({ stage }) => ({ value: stage, label: stage }));
  return (
    <Page title="Start a replay" description="Events of a time window are told again. What is right stays as it is.">
      <form onSubmit={submit}>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button formAction="none" variant="link" href="/replays">
                Back
              </Button>
              <Button variant="primary" loading={isPending} {...only('operator')}>
                Start
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="l">
            {error && <Problem title="Not started" error={error} />}
            <Container header={<Header variant="h2">What to tell again</Header>}>
              <SpaceBetween size="l">
                <FormField label="Tenant" description="Its id; empty for all tenants." errorText={errors.tenantId}>
                  <Input value={draft.tenantId} spellcheck={false} onChange={({ detail }) => set({ tenantId: detail.value })} />
                </FormField>
                <FormField label="Heard by" description="Empty for all stages.">
                  <Multiselect
                    selectedOptions={draft.stages.map((stage) => ({ value: stage, label: stage }))}
                    options={stages}
                    placeholder="All stages"
                    onChange={({ detail }) => set({ stages: detail.selectedOptions.map(({ value }) => value ?? '') })}
                  />
                </FormField>
                <FormField
                  label="Only events"
                  description="Names, separated by commas, e.g. AccountReady; needs a tenant. Empty for all that stages hear."
                  errorText={errors.events}
                >
                  <Input value={draft.events} spellcheck={false} onChange={({ detail }) => set({ events: detail.value })} />
                </FormField>
                {(['from', 'to'] as const).map((end) => (
                  <FormField
                    key={end}
                    label={end === 'from' ? 'From' : 'Until'}
                    description="In your own time zone."
                    errorText={errors[end]}
                  >
                    <SpaceBetween direction="horizontal" size="xs">
                      <DateInput
                        value={draft[end].date}
                        placeholder="YYYY/MM/DD"
                        ariaLabel={end === 'from' ? 'First day' : 'Last day'}
                        onChange={({ detail }) => set({ [end]: { ...draft[end], date: detail.value } })}
                      />
                      <TimeInput
                        value={draft[end].time}
                        format="hh:mm:ss"
                        placeholder="hh:mm:ss"
                        ariaLabel={end === 'from' ? 'Time of the first day' : 'Time of the last day'}
                        onChange={({ detail }) => set({ [end]: { ...draft[end], time: detail.value } })}
                      />
                    </SpaceBetween>
                  </FormField>
                ))}
                <FormField
                  label="Reason"
                  description="Kept in the audit."
                  stretch
                  errorText={isTried ? reasonError(draft.reason) : undefined}
                >
                  <Textarea rows={2} value={draft.reason} onChange={({ detail }) => set({ reason: detail.value })} />
                </FormField>
              </SpaceBetween>
            </Container>
            {preview.error && <Problem title="The replay could not be counted" error={preview.error} />}
            {preview.data && isRight ? (
              <ReplayPreviewTable preview={preview.data} isCounting={preview.isFetching} />
            ) : (
              <Box color="text-body-secondary">{count(0, 'delivery', 'deliveries')} until the window is right.</Box>
            )}
          </SpaceBetween>
        </Form>
      </form>
    </Page>
  );
};
export default ReplayPage;
