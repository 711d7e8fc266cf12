import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { whileRetried } from '@tenantry/api-client/advice-text';
import type { Stage, Step, Tenant } from '@tenantry/api-client/generated/api';
import { useNow } from '../shown/clock.tsx';
import { stepTitle } from '../shown/format.ts';
import { LinkedText } from '../shown/linked-text.tsx';
import { RetryButton } from './retry-button.tsx';
import { useTimeline } from './use-tenant.ts';

type Trouble = 'failed' | 'stalled' | 'retrying';
const SAID: Readonly<Record<Trouble, { readonly type: AlertProps.Type; readonly header: string; readonly note: string }>> = {
  failed: { type: 'error', header: 'failed', note: 'Everything that it created is being removed automatically.' },
  stalled: { type: 'warning', header: 'needs attention', note: 'What it has created stays: fix the cause, then retry.' },
  retrying: {
    type: 'info',
    header: 'is tried again',
    note: 'It is tried again automatically, and continues as soon as AWS allows it; Retry does so at once.',
  },
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
        // What needs attention says so above, also while it is tried again.
        if (tenant.attention?.some((one) => one.stage === stage.stage || stage.state !== 'retrying')) return [];
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
          <LinkedText>{trouble === 'retrying' ? whileRetried(failure.advice) : failure.advice}</LinkedText>
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
