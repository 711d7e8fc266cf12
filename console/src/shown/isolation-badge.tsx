import Badge from '@cloudscape-design/components/badge';
import type { TenantSummary } from '@tenantry/api-client/generated/api';

type State = NonNullable<TenantSummary['isolation']>['state'];
type SuspensionState = NonNullable<TenantSummary['suspension']>['state'];

/** Never "isolated" before every stage has said so. */
export const ISOLATION: Readonly<Record<State, string>> = {
  isolating: 'Being isolated',
  isolated: 'Isolated',
  ending: 'Being let back',
};

/** Never "suspended" before every stage has said so. */
export const SUSPENSION: Readonly<Record<SuspensionState, string>> = {
  suspending: 'Being suspended',
  suspended: 'Suspended',
  resuming: 'Being resumed',
};

/** Whether a tenant is shut, and in which degree. */
export const IsolationBadge = ({
  tenant: { isolation, suspension },
}: {
  readonly tenant: Pick<TenantSummary, 'isolation' | 'suspension'>;
}) => {
  if (isolation) return <Badge color="red">{ISOLATION[isolation.state]}</Badge>;
  return suspension ? <Badge color="severity-medium">{SUSPENSION[suspension.state]}</Badge> : null;
};
