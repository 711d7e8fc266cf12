import Alert from '@cloudscape-design/components/alert';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { Ago } from '../shown/clock.tsx';
import { ISOLATION } from '../shown/isolation-badge.tsx';

/** Since when, by whom and why a tenant is isolated, and which stages have not said yet that they followed. */
export const IsolationAlert = ({ tenant: { isolationReport: report } }: { readonly tenant: Tenant }) => {
  if (!report) return null;
  const { state, since, requestedBy, requestedByName, reason, stages } = report;
  const named = (isDone: boolean): string =>
    stages
      .filter(({ doneAt }) => (doneAt !== undefined) === isDone)
      .map(({ stage }) => stage)
      .join(', ') || 'none';
  return (
    <Alert type={state === 'isolated' ? 'error' : 'warning'} header={ISOLATION[state]}>
      Asked for <Ago at={since} /> by {requestedByName ? `${requestedByName} (${requestedBy})` : requestedBy}: {reason}
      <br />
      Done: {named(true)}. Not yet: {named(false)}.
    </Alert>
  );
};
