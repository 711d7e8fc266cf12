import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Stage, StageName, Step, Tenant } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { useNow } from '../shown/clock.tsx';
import { stepTitle } from '../shown/format.ts';
import { LinkedText } from '../shown/linked-text.tsx';
import { Problem } from '../shown/problem.tsx';
import { useTimeline } from './use-tenant.ts';

type Trouble = 'failed' | 'stalled' | 'retrying';
const SAID: Readonly<Record<Trouble, { readonly type: AlertProps.Type; readonly header: string; readonly note: string }>> = {
  failed: { type: 'error', header: 'failed for good', note: 'What was built is taken back by itself.' },
  stalled: { type: 'warning', header: 'waits for a person', note: 'Nothing is lost: mend the cause, then retry.' },
  retrying: { type: 'info', header: 'is tried again', note: 'It goes on by itself as soon as AWS lets it.' },
};
/** Milliseconds after which a repetition is worth a word: most need one, and are over before they are read. */
const PATIENCE = 10_000;

/** What a person must look at, or may: stage, step, failing call, what to do about it, and the way on. */
export const Failures = ({ tenant }: { readonly tenant: Tenant }) => {
  const { data: timeline } = useTimeline(tenant.tenantId);
  const now = useNow();
  return (
    <SpaceBetween size="m">
      {tenant.stages.flatMap((stage) => {
        const trouble = troubleOf(stage, timeline?.steps ?? [], now);
        return trouble ? [<FailureAlert key={stage.stage} tenant={tenant} stage={stage} trouble={trouble} />] : [];
      })}
    </SpaceBetween>
  );
};

const troubleOf = ({ stage, step, state, failure, finishedAt }: Stage, steps: readonly Step[], now: number): Trouble | undefined => {
  if (!failure || finishedAt) return undefined;
  if (state === 'failed' || state === 'stalled') return state;
  const since = steps.findLast((one) => one.stage === stage && one.step === step)?.retries[0]?.at;
  return state === 'retrying' && since && now - Date.parse(since) > PATIENCE ? 'retrying' : undefined;
};

const FailureAlert = ({ tenant, stage, trouble }: { readonly tenant: Tenant; readonly stage: Stage; readonly trouble: Trouble }) => {
  const { failure } = stage;
  if (!failure) return null;
  const { type, header, note } = SAID[trouble];
  return (
    <Alert
      type={type}
      header={`${stepTitle(failure.step)} of stage ${stage.stage} ${header}`}
      action={tenant.actions?.includes('retry') && <RetryButton tenant={tenant} stage={stage.stage} />}
    >
      <SpaceBetween size="s">
        <Box color="inherit">
          <LinkedText>{failure.advice}</LinkedText>
        </Box>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Failing call', value: failure.call || 'none' },
            { label: 'Error code', value: failure.code },
            { label: 'Message', value: failure.message },
          ]}
        />
        <Box color="inherit">{note}</Box>
      </SpaceBetween>
    </Alert>
  );
};

const RetryButton = ({ tenant, stage }: { readonly tenant: Tenant; readonly stage: string }) => {
  const { api } = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const only = useOnly();
  // One key per press: pressing twice asks once.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      api('POST /tenants/{id}/retry', {
        path: { id: tenant.tenantId },
        body: { stage: stage as StageName },
        idempotencyKey: key,
      }),
    onSuccess: () => {
      setKey(crypto.randomUUID());
      notify('success', `Stage ${stage} of ${tenant.name} tries again.`);
      return queries.invalidateQueries();
    },
  });
  return (
    <SpaceBetween size="xs">
      <Button loading={isPending} onClick={() => mutate()} {...only('operator')}>
        Retry
      </Button>
      {error && <Problem title="Not retried" error={error} />}
    </SpaceBetween>
  );
};
