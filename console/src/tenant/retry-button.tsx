import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { StageName, Tenant } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { Problem } from '../shown/problem.tsx';

interface RetryProps {
  readonly tenant: Tenant;
  readonly stage: string;
  /** "Repair" where nothing has failed, and something has drifted: the stage does the same. */
  readonly title?: 'Retry' | 'Repair';
}

/** Has a stage verify all of its steps again. */
export const RetryButton = ({ tenant, stage, title = 'Retry' }: RetryProps) => {
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
      notify(
        'success',
        title === 'Retry' ? `Stage ${stage} of ${tenant.name} tries again.` : `Stage ${stage} of ${tenant.name} repairs what has drifted.`,
      );
      return queries.invalidateQueries();
    },
  });
  return (
    <SpaceBetween size="xs">
      <Button loading={isPending} onClick={() => mutate()} {...only('operator')}>
        {title}
      </Button>
      {error && <Problem title="Not retried" error={error} />}
    </SpaceBetween>
  );
};
