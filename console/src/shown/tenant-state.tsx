import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { TenantState as State } from '@tenantry/api-client/generated/api';

export const STATES: Readonly<Record<State, { readonly type: StatusIndicatorProps.Type; readonly title: string }>> = {
  requested: { type: 'pending', title: 'Requested' },
  onboarding: { type: 'in-progress', title: 'On-boarding' },
  ready: { type: 'success', title: 'Ready' },
  stalled: { type: 'warning', title: 'Needs a person' },
  failed: { type: 'error', title: 'Failed' },
  offboarding: { type: 'in-progress', title: 'Off-boarding' },
  offboarded: { type: 'stopped', title: 'Off-boarded' },
};

export const isMoving = (state: State): boolean => ['requested', 'onboarding', 'failed', 'offboarding'].includes(state);

export const TenantState = ({ state }: { readonly state: State }) => {
  const { type, title } = STATES[state];
  return <StatusIndicator type={type}>{title}</StatusIndicator>;
};
