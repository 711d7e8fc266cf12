import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Stage, Tenant } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { stepTitle } from '../shown/format.ts';
import { Problem } from '../shown/problem.tsx';

/** What a person must look at: stage, step, failing call, what to do about it, and the way on. */
export const Failures = ({ tenant }: { readonly tenant: Tenant }) => (
  <SpaceBetween size="m">
    {tenant.stages
      .filter(({ failure, finishedAt }) => failure && !finishedAt)
      .map((stage) => (
        <FailureAlert key={stage.stage} tenant={tenant} stage={stage} />
      ))}
  </SpaceBetween>
);

const FailureAlert = ({ tenant, stage }: { readonly tenant: Tenant; readonly stage: Stage }) => {
  const { failure, state } = stage;
  if (!failure) return null;
  const isStalled = state === 'stalled';
  return (
    <Alert
      type={isStalled ? 'warning' : 'error'}
      header={`${stepTitle(failure.step)} of stage ${stage.stage} ${isStalled ? 'waits for a person' : 'failed for good'}`}
      action={tenant.actions?.includes('retry') && <RetryButton tenant={tenant} stage={stage.stage} />}
    >
      <SpaceBetween size="s">
        <Box color="inherit">{failure.advice}</Box>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Failing call', value: failure.call || 'none' },
            { label: 'Error code', value: failure.code },
            { label: 'Message', value: failure.message },
          ]}
        />
        {!isStalled && <Box color="inherit">What was built is taken back by itself.</Box>}
      </SpaceBetween>
    </Alert>
  );
};

const RetryButton = ({ tenant, stage }: { readonly tenant: Tenant; readonly stage: string }) => {
  const { api } = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const only = useOnly();
  // One key per press: whoever presses twice asks once.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      api('POST /tenants/{id}/retry', {
        path: { id: tenant.tenantId },
        body: { stage: stage as 'network' },
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
