import { IsolationChanged, type Isolation as Said } from '@tenantry/events-schema/admin';
import { STAGES, type Stage } from '@tenantry/saga/stages';
import type { IsolationReport } from '../contract/isolation.ts';
import type { Fact } from './fact.ts';
import { isolatedKey, type TenantHistory } from './history.ts';

/** Stages that shut something of an isolated tenant, in the order of the saga. */
const ISOLATING: readonly Stage[] = STAGES.filter(({ hears }) => hears.includes(IsolationChanged.name));

interface Change extends Said {
  readonly at: string;
  readonly eventId: string;
}
/** What was asked for last; undefined where nothing ever was, and of a tenant that is gone. */
const changeOf = ({ latest }: TenantHistory): Change | undefined => {
  const fact = latest[IsolationChanged.name];
  const said = fact?.detail.isolation as Said | undefined;
  return fact && said ? { ...said, at: fact.at, eventId: fact.eventId } : undefined;
};

/** When a stage said that the isolation is as it was asked for last. */
const doneAt = ({ latest }: TenantHistory, change: Change, { name, ready = '' }: Stage): string | undefined => {
  const shut = latest[isolatedKey(name)];
  if (change.isolated) return shut?.detail.isolationId === change.eventId ? shut.at : undefined;
  const opened = latest[ready];
  return opened && opened.at > change.at ? opened.at : undefined;
};

/** The word of a stage by which it goes no further with a tenant that is isolated. */
export const restsSince = (history: TenantHistory, stage: string): Fact | undefined => {
  const change = changeOf(history);
  const shut = history.latest[isolatedKey(stage)];
  return change?.isolated && shut?.detail.isolationId === change.eventId ? shut : undefined;
};

/** Where the isolation of a tenant is; undefined of one that is not isolated, and of one whose isolation is over. */
export const isolationOf = (history: TenantHistory): IsolationReport | undefined => {
  const change = changeOf(history);
  if (!change) return undefined;
  const stages = ISOLATING.map((stage) => {
    const at = doneAt(history, change, stage);
    return { stage: stage.name, ...(at ? { doneAt: at } : {}) };
  });
  const isDone = stages.every((stage) => stage.doneAt);
  if (isDone && !change.isolated) return undefined;
  const { requestedBy, requestedByName, reason } = change;
  return {
    state: change.isolated ? (isDone ? 'isolated' : 'isolating') : 'ending',
    since: change.at,
    requestedBy,
    ...(requestedByName ? { requestedByName } : {}),
    reason,
    stages,
  };
};
