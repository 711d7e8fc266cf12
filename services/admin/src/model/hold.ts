import { STAGES, type Stage } from '@tenantry/saga/stages';
import { compareFacts, type Fact } from './fact.ts';
import { saidKey, stageKey, type TenantHistory } from './history.ts';

/** A tenant is held in one of two degrees, isolated or suspended: what was asked for, and what every stage has said of it. Pure. */
interface HoldKind {
  /** The event by which it begins and ends. */
  readonly changed: string;
  /** By which a stage says that it has followed, and its field with the id of the change. */
  readonly said: string;
  readonly idField: string;
  /** How steps that shut something begin. */
  readonly steps: string;
  /** What was asked for, in the detail of the change. */
  readonly askedIn: (detail: Fact['detail']) => Asked | undefined;
}
interface Asked {
  readonly isOn: boolean;
  readonly requestedBy: string;
  readonly requestedByName?: string | undefined;
  readonly reason: string;
}
export interface Hold {
  readonly state: 'shutting' | 'shut' | 'ending';
  readonly since: string;
  readonly requestedBy: string;
  readonly requestedByName?: string;
  readonly reason: string;
  readonly stages: readonly { readonly stage: string; readonly doneAt?: string }[];
}
interface Change extends Asked {
  readonly at: string;
  readonly eventId: string;
}

type Person = Omit<Asked, 'isOn'>;
export const HOLDS: Readonly<Record<'isolated' | 'suspended', HoldKind>> = {
  isolated: {
    changed: 'IsolationChanged',
    said: 'StageIsolated',
    idField: 'isolationId',
    steps: 'isolated',
    askedIn: ({ isolation }) => {
      const said = isolation as (Person & { readonly isolated: boolean }) | undefined;
      return said && { ...said, isOn: said.isolated };
    },
  },
  suspended: {
    changed: 'SuspensionChanged',
    said: 'StageSuspended',
    idField: 'suspensionId',
    steps: 'suspended',
    askedIn: ({ suspension }) => {
      const said = suspension as (Person & { readonly suspended: boolean }) | undefined;
      return said && { ...said, isOn: said.suspended };
    },
  },
};

/** What was asked for last; undefined where nothing ever was, and of a tenant that is gone. */
const changeOf = ({ latest }: TenantHistory, { changed, askedIn }: HoldKind): Change | undefined => {
  const fact = latest[changed];
  const asked = fact && askedIn(fact.detail);
  return fact && asked && { ...asked, at: fact.at, eventId: fact.eventId };
};

/** Whether a stage looks again at what it has shut, or has found something that it cannot shut, since it said that all is. */
const isOpenSince = ({ latest }: TenantHistory, { steps }: HoldKind, stage: string, shut: Fact): boolean => {
  const last = latest[stageKey(stage)];
  if (!last || compareFacts(last, shut) <= 0) return false;
  const { step, state } = last.detail;
  return last.name === 'StageStalled' || (String(step).startsWith(steps) && state !== 'done');
};

/** The word of a stage by which it goes no further with a tenant that is held. */
const restsIn = (history: TenantHistory, kind: HoldKind, stage: string): Fact | undefined => {
  const change = changeOf(history, kind);
  const shut = history.latest[saidKey(kind.said, stage)];
  return change?.isOn && shut?.detail[kind.idField] === change.eventId ? shut : undefined;
};

/** The last of these, in whatever degree the tenant is held. */
export const restsSince = (history: TenantHistory, stage: string): Fact | undefined =>
  Object.values(HOLDS)
    .flatMap((kind) => restsIn(history, kind, stage) ?? [])
    .sort(compareFacts)
    .at(-1);

/** When a stage said that everything is as it was asked for last. One that is held in another degree by then is as far as it goes. */
const doneAt = (history: TenantHistory, kind: HoldKind, change: Change, { name, ready = '' }: Stage): string | undefined => {
  if (change.isOn) {
    const shut = restsIn(history, kind, name);
    return shut && !isOpenSince(history, kind, name, shut) ? shut.at : undefined;
  }
  const opened = [history.latest[ready], restsSince(history, name)].find((fact) => fact && fact.at > change.at);
  return opened?.at;
};

/** Where it is; undefined of a tenant that is not held so, and of one for which it is over. */
export const holdOf = (history: TenantHistory, kind: HoldKind): Hold | undefined => {
  const change = changeOf(history, kind);
  if (!change) return undefined;
  // Stages that shut something, in the order of the saga.
  const stages = STAGES.filter(({ hears }) => hears.includes(kind.changed)).map((stage) => {
    const at = doneAt(history, kind, change, stage);
    return { stage: stage.name, ...(at ? { doneAt: at } : {}) };
  });
  const isDone = stages.every((stage) => stage.doneAt);
  if (isDone && !change.isOn) return undefined;
  const { requestedBy, requestedByName, reason } = change;
  return {
    state: change.isOn ? (isDone ? 'shut' : 'shutting') : 'ending',
    since: change.at,
    requestedBy,
    ...(requestedByName ? { requestedByName } : {}),
    reason,
    stages,
  };
};
