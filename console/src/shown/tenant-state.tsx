import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Outcome, TenantState as State, TenantSummary } from '@tenantry/api-client/generated/api';

interface Shown {
  readonly type: StatusIndicatorProps.Type;
  readonly title: string;
}
const STATES: Readonly<Record<State, Shown>> = {
  requested: { type: 'pending', title: 'Requested' },
  onboarding: { type: 'in-progress', title: 'On-boarding' },
  ready: { type: 'success', title: 'Ready' },
  stalled: { type: 'warning', title: 'Stalled' },
  failed: { type: 'error', title: 'Failed' },
  offboarding: { type: 'in-progress', title: 'Off-boarding' },
  offboarded: { type: 'stopped', title: 'Off-boarded' },
};
/** What became of a tenant, where its state does not say it. */
const OUTCOMES: Readonly<Record<Outcome, Shown>> = {
  failed: { type: 'error', title: 'Failed, being removed' },
  rolledBack: { type: 'error', title: 'Rolled back' },
  unknown: { type: 'stopped', title: 'Never requested' },
};

/** What a list can be reduced to: states, and what became of tenants. */
export const STATE_CHOICES = [
  ...Object.entries(STATES)
    .filter(([state]) => state !== 'failed')
    .map(([value, { title }]) => ({ value, label: title })),
  { value: 'failed', label: OUTCOMES.failed.title },
  { value: 'rolledBack', label: OUTCOMES.rolledBack.title },
];
export const stateTitle = (state: State): string => STATES[state]?.title ?? state;

export const isMoving = (state: State): boolean => ['requested', 'onboarding', 'failed', 'offboarding'].includes(state);

/** Of a tenant that is gone, pages say what was. */
export const isGone = ({ state }: { readonly state: State }): boolean => state === 'offboarded';

export const TenantState = ({ tenant: { state, outcome } }: { readonly tenant: Pick<TenantSummary, 'state' | 'outcome'> }) => {
  const { type, title } = (outcome && OUTCOMES[outcome]) ?? STATES[state];
  return <StatusIndicator type={type}>{title}</StatusIndicator>;
};
