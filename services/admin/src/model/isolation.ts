import { IsolationChanged, type Isolation as Said } from '@tenantry/events-schema/admin';
import { StageStalled } from '@tenantry/events-schema/stages';
import { STAGES, type Stage } from '@tenantry/saga/stages';
import type { IsolationReport } from '../contract/isolation.ts';
import { compareFacts, type Fact } from './fact.ts';
import { isolatedKey, stageKey, type TenantHistory } from './history.ts';

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

/** Whether a stage looks again at what it has shut, or has found something that it cannot shut, since it said that all is. */
const isOpenSince = ({ latest }: TenantHistory, stage: string, shut: Fact): boolean => {
  const last = latest[stageKey(stage)];
  if (!last || compareFacts(last, shut) <= 0) return false;
  const { step, state } = last.detail;
  return last.name === StageStalled.name || (String(step).startsWith('isolated') && state !== 'done');
};

/** When a stage said that the isolation is as it was asked for last. */
const doneAt = (history: TenantHistory, change: Change, { name, ready = '' }: Stage): string | undefined => {
  if (change.isolated) {
    const shut = restsSince(history, name);
    return shut && !isOpenSince(history, name, shut) ? shut.at : undefined;
  }
  const opened = history.latest[ready];
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
