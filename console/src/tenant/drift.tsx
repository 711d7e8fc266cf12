import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { Ago } from '../shown/clock.tsx';
import { stepTitle } from '../shown/format.ts';
import { Problem } from '../shown/problem.tsx';

interface TenantProps {
  readonly tenant: Tenant;
}
type Drift = NonNullable<Tenant['drift']>[number];
type Difference = Drift['differences'][number];

const textOf = ({ step, is, type, id, fields = [], message, repair }: Difference): string =>
  [
    `${stepTitle(step)}: ${type ?? step}${id ? ` ${id}` : ''} is ${is}`,
    fields.length > 0 ? `: ${fields.join(', ')}` : '',
    message ? `: ${message}` : '',
    repair ? `. A repair calls ${repair}` : '',
  ].join('');

/** What a stage found that is not as it should be. */
export const Differences = ({ tenant, stage }: TenantProps & { readonly stage: string | undefined }) => {
  const found = tenant.drift?.find((one) => one.stage === stage);
  if (!found || found.differences.length === 0) return null;
  return (
    <ul>
      {found.differences.map((one) => (
        <li key={textOf(one)}>{textOf(one)}</li>
      ))}
    </ul>
  );
};

/** What stages saw when they last looked. A tenant at which nobody has looked is not called well. */
export const DriftStatus = ({ tenant }: TenantProps) => {
  const { drift = [] } = tenant;
  const differences = drift.flatMap((one) => one.differences).length;
  const unread = drift.flatMap((one) => one.unread.map(({ step, reason }) => `${one.stage}, ${stepTitle(step)}: ${reason}`));
  const [oldest] = drift.map(({ at }) => at).toSorted();
  return (
    <SpaceBetween size="xxs">
      {oldest === undefined ? (
        <span>{tenant.actions.includes('check-drift') ? 'Not looked at yet' : '–'}</span>
      ) : (
        <StatusIndicator type={differences > 0 ? 'warning' : 'success'}>
          {differences > 0 ? `${differences} differences` : 'None seen'} (<Ago at={oldest} />)
        </StatusIndicator>
      )}
      {unread.length > 0 && (
        <Box color="text-body-secondary" fontSize="body-s">
          Not known of {unread.length} steps: {unread.join('; ')}
        </Box>
      )}
      {tenant.actions.includes('check-drift') && <CheckButton tenant={tenant} />}
    </SpaceBetween>
  );
};

const CheckButton = ({ tenant }: TenantProps) => {
  const { api } = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const only = useOnly();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api('POST /tenants/{id}/drift-checks', { path: { id: tenant.tenantId }, body: {} }),
    onSuccess: () => {
      notify('success', `Stages look at what ${tenant.name} has, and change nothing.`);
      return queries.invalidateQueries();
    },
  });
  return (
    <>
      <Button variant="inline-link" loading={isPending} onClick={() => mutate()} {...only('operator')}>
        Check for drift
      </Button>
      {error && <Problem title="Not checked" error={error} />}
    </>
  );
};
