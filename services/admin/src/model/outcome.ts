import type { TenantHistory } from './history.ts';

/** What became of a tenant, where its state does not say it. */
export const OUTCOMES = ['failed', 'rolledBack', 'unknown'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * `failed` while a tenant that never was ready is being removed because a stage failed for good, `rolledBack` when nothing of it is left,
 * `unknown` of one that nobody ever requested: somebody published an event by hand, or it belongs to another deployment.
 */
export const outcomeOf = (history: TenantHistory): Outcome | undefined => {
  if (!isRequested(history)) return 'unknown';
  if (!isRolledBack(history)) return undefined;
  return history.latest.TenantOffboarded ? 'rolledBack' : 'failed';
};

/** The API notes the request before it is published: what has none was never requested. */
export const isRequested = ({ latest }: TenantHistory): boolean => latest.TenantRequested !== undefined;

/** A failure took it back, and no person. The decision says so; before it is made, and in what older releases said, the failure does. */
const isRolledBack = ({ latest, first }: TenantHistory): boolean => {
  const decided = latest.TenantOffboarding?.detail.rolledBack;
  if (decided !== undefined) return decided === true;
  return latest.StageFailed !== undefined && !first.TenantReady && !latest.OffboardRequested;
};
