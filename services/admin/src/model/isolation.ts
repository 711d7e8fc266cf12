import type { IsolationReport } from '../contract/isolation.ts';
import type { SuspensionReport } from '../contract/suspension.ts';
import type { TenantSummary } from '../contract/tenants.ts';
import type { TenantHistory } from './history.ts';
import { HOLDS, type Hold, holdOf } from './hold.ts';

const ISOLATION = { shutting: 'isolating', shut: 'isolated', ending: 'ending' } as const;
const SUSPENSION = { shutting: 'suspending', shut: 'suspended', ending: 'resuming' } as const;

const reported = <State>(hold: Hold | undefined, states: Readonly<Record<Hold['state'], State>>) =>
  hold && { ...hold, state: states[hold.state], stages: hold.stages.map((stage) => ({ ...stage })) };

/** Where the isolation of a tenant is; undefined of one that is not isolated, and of one whose isolation is over. */
export const isolationOf = (history: TenantHistory): IsolationReport | undefined => reported(holdOf(history, HOLDS.isolated), ISOLATION);

/** The same of its suspension. */
export const suspensionOf = (history: TenantHistory): SuspensionReport | undefined =>
  reported(holdOf(history, HOLDS.suspended), SUSPENSION);

/** Both, as lists show them. */
export const holdsOf = (history: TenantHistory): Pick<TenantSummary, 'isolation' | 'suspension'> => {
  const [isolation, suspension] = [isolationOf(history), suspensionOf(history)];
  return {
    ...(isolation ? { isolation: { state: isolation.state, since: isolation.since } } : {}),
    ...(suspension ? { suspension: { state: suspension.state, since: suspension.since } } : {}),
  };
};
