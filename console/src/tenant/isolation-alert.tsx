import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { Ago } from '../shown/clock.tsx';
import { ISOLATION, SUSPENSION } from '../shown/isolation-badge.tsx';

type Report = NonNullable<Tenant['isolationReport'] | Tenant['suspensionReport']>;

/** Since when, by whom and why a tenant is isolated or suspended, and which stages have not said yet that they followed. */
export const IsolationAlert = ({ tenant: { isolationReport, suspensionReport } }: { readonly tenant: Tenant }) =>
  isolationReport || suspensionReport ? (
    <SpaceBetween size="l">
      {isolationReport && (
        <HoldAlert
          report={isolationReport}
          header={ISOLATION[isolationReport.state]}
          type={isolationReport.state === 'isolated' ? 'error' : 'warning'}
        />
      )}
      {suspensionReport && <HoldAlert report={suspensionReport} header={SUSPENSION[suspensionReport.state]} type="warning" />}
    </SpaceBetween>
  ) : null;

interface HoldProps {
  readonly report: Report;
  readonly header: string;
  readonly type: 'error' | 'warning';
}
const HoldAlert = ({ report: { since, requestedBy, requestedByName, reason, stages }, header, type }: HoldProps) => {
  const named = (isDone: boolean): string =>
    stages
      .filter(({ doneAt }) => (doneAt !== undefined) === isDone)
      .map(({ stage }) => stage)
      .join(', ') || 'none';
  return (
    <Alert type={type} header={header}>
      Asked for <Ago at={since} /> by {requestedByName ? `${requestedByName} (${requestedBy})` : requestedBy}: {reason}
      <br />
      Done: {named(true)}. Not yet: {named(false)}.
    </Alert>
  );
};
