import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useApi } from '../api.ts';
import { useDebounced } from '../onboarding/use-plan.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { Page } from '../shell/page.tsx';
import { useFocusOnWrong } from '../shown/focus-wrong.ts';
import { count } from '../shown/format.ts';
import { Problem } from '../shown/problem.tsx';
import { reasonError } from '../shown/reason-dialog.tsx';
import { usePickedTenant } from '../shown/tenant-picker.tsx';
import { isGone } from '../shown/tenant-state.tsx';
import { checkReplay, isCounted, newReplay, type ReplayDraft, selectionOf, windowOf } from './replay-draft.ts';
import { ReplayFields } from './replay-fields.tsx';
import { ReplayPreviewTable } from './replay-preview.tsx';

const ReplayPage = () => {
  const { api } = useApi();
  const navigate = useNavigate();
  const notify = useNotify();
  const queries = useQueryClient();
  const only = useOnly();
  const [query] = useSearchParams();
  const [now] = useState(() => Date.now());
  const [draft, setDraft] = useState<ReplayDraft>(() => newReplay(query.get('tenant') ?? ''));
  const [isTried, setTried] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const focusOnWrong = useFocusOnWrong();
  const picked = usePickedTenant(draft.tenant);
  const { tenantId, tenant, problem } = picked;
  const meant = { tenantId, problem, requestedAt: tenant?.requestedAt, isGone: tenant !== undefined && isGone(tenant) };
  const errors = checkReplay(draft, meant, now);
  const isRight = Object.keys(errors).length === 0;
  const selection = useDebounced(isRight ? JSON.stringify(selectionOf(draft, meant, now)) : '');
  const preview = useQuery({
    queryKey: ['replay-preview', selection],
    queryFn: ({ signal }) => api('POST /replays/preview', { body: JSON.parse(selection), signal }),
    enabled: selection !== '',
    placeholderData: keepPreviousData,
  });
  const deliveries = isRight && !preview.isPlaceholderData ? preview.data?.deliveries : undefined;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      api('POST /replays', { body: { ...selectionOf(draft, meant, now), reason: draft.reason.trim() }, idempotencyKey: key }),
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
    if (isRight && isCounted(draft, deliveries) && !reasonError(draft.reason)) mutate();
    else focusOnWrong();
  };
  return (
    <Page title="Start a replay" description="Events of a time window are sent again. What is right stays as it is.">
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
            <ReplayFields
              draft={draft}
              picked={picked}
              window={windowOf(draft, meant, now)}
              errors={errors}
              isTried={isTried}
              onChange={set}
            />
            {preview.error && <Problem title="The replay could not be counted" error={preview.error} />}
            {preview.data && isRight ? (
              <ReplayPreviewTable preview={preview.data} isCounting={preview.isFetching} />
            ) : (
              <Box color="text-body-secondary">{Object.values(errors)[0] ?? 'Counting …'}</Box>
            )}
            {draft.scope === 'all' && deliveries !== undefined && (
              <FormField
                label={`Type ${deliveries} to send them to every tenant`}
                description={`This sends ${count(deliveries, 'message')} about ${count(preview.data?.tenants ?? 0, 'tenant')}.`}
                errorText={isTried && !isCounted(draft, deliveries) ? `Type ${deliveries}, the number of messages.` : undefined}
              >
                <Input value={draft.typed} inputMode="numeric" onChange={({ detail }) => set({ typed: detail.value })} />
              </FormField>
            )}
          </SpaceBetween>
        </Form>
      </form>
    </Page>
  );
};
export default ReplayPage;
