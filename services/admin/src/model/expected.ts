import type { AttentionAction } from '@tenantry/events-schema/attention';
import { FIRST, LAST, STAGES, type StageName, stageNamed, usualSeconds, WAY_BACK } from '@tenantry/saga/stages';
import { stageKey, type TenantHistory } from './history.ts';
import { HOLDS, type Hold, holdOf, restsSince } from './hold.ts';
import { heardAtOf, stagesOf, stalledStages, stateOf } from './view.ts';

/** The next event that we expect of a tenant, and by when: a tenant that publishes nothing by then is quiet. Times are ISO 8601, UTC. */
export interface Expected {
  readonly stage: StageName;
  /** Empty when the stage has not begun. */
  readonly step: string;
  /** When it was last heard of. */
  readonly since: string;
  readonly until: string;
  /** What to do when it is not heard. */
  readonly advice: string;
  /** What helps, as a name; absent from what older code wrote. */
  readonly action?: AttentionAction;
}

const MINUTE = 60_000;
/** A worker that died is followed by another within a minute, an error by another attempt within five. */
const WORK = 15 * MINUTE;
/** An isolation takes less than one, and so does a suspension. */
const HOLD = 5 * MINUTE;
/** For waits without a usual time, which are those of the removal: CloudFront takes a quarter of an hour, a function's interface half. */
const WAIT = 45 * MINUTE;
/** What AWS usually needs varies by a few times. */
const PATIENCE = 4;
/** Other tenants are before it, and are themselves looked after: only a lost wake-up would keep it longer. */
const TURN = 6 * 60 * MINUTE;
/** An alarm has notified a person. */
const PERSON = 60 * MINUTE;

const STUCK = 'docs/runbook.md#a-stage-does-not-move';
const ADVICE = {
  work: {
    advice: `Nobody has reported back: look at lease and trouble in the stage's record, then retry the stage; ${STUCK}`,
    action: 'retry',
  },
  turn: { advice: `Its turn among other tenants has not come: see whether those before it go on; ${STUCK}`, action: 'look' },
  wait: {
    advice: `AWS takes longer than usual: look at what it waits for in the AWS console; the stage stalls by itself at its deadline; ${STUCK}`,
    action: 'look',
  },
  person: {
    advice: 'Do what its failure says, then retry the stage, or off-board the tenant; docs/runbook.md#stalled-stage',
    action: 'retry',
  },
  isolated: {
    advice:
      'It was asked to isolate the tenant and has not said that it did: see whether the stage stalls, then ask again; docs/runbook.md#a-tenant-may-be-compromised',
    action: 'look',
  },
  suspended: {
    advice:
      'It was asked to suspend the tenant and has not said that it did: see whether the stage stalls, then ask again; docs/runbook.md#suspend-a-tenant',
    action: 'look',
  },
  event: { advice: `The event that it waits for was lost, or never published: replay this tenant's events; ${STUCK}`, action: 'replay' },
} as const;
/** Of a hold that ends. */
const ENDING = {
  isolated: {
    advice:
      'It was asked to let the tenant back and has said nothing since: end the isolation again (`tenantry end-isolation`); docs/runbook.md#a-tenant-may-be-compromised',
    action: 'endIsolation',
  },
  suspended: {
    advice:
      'It was asked to resume the tenant and has said nothing since: resume it again (`tenantry resume`); docs/runbook.md#suspend-a-tenant',
    action: 'look',
  },
} as const;

/** What is expected first; undefined when nothing is, because the tenant is ready, or gone. Pure, without a clock. */
export const expectedOf = (history: TenantHistory): Expected | undefined => {
  const state = stateOf(history);
  if (state === 'offboarded' || Object.keys(history.latest).length === 0) return undefined;
  // A tenant that is going is followed in its removal alone: nobody waits for what its isolation or suspension has not shut.
  const holds = state === 'offboarding' ? [] : NAMES.flatMap((name) => holdNamed(history, name));
  const held = holds.flatMap((hold) => [...shuttingStages(history, hold), ...endingStages(history, hold)]);
  const working = [...workingStages(history), ...held].sort((a, b) => Date.parse(a.until) - Date.parse(b.until));
  if (working[0] || state === 'ready' || holds.length > 0) return working[0];
  const stage = nextStage(history);
  return stage && within(WORK, { stage, step: '', since: heardAtOf(history), ...ADVICE.event });
};

const within = (milliseconds: number, rest: Omit<Expected, 'until'>): Expected => ({
  ...rest,
  until: new Date(Date.parse(rest.since) + milliseconds).toISOString(),
});

type HoldName = keyof typeof HOLDS;
const NAMES: readonly HoldName[] = ['isolated', 'suspended'];
type Named = Hold & { readonly name: HoldName };
const holdNamed = (history: TenantHistory, name: HoldName): readonly Named[] => {
  const hold = holdOf(history, HOLDS[name]);
  return hold ? [{ ...hold, name }] : [];
};

/** One that has said so before, or has stalled, is looked after like any other. */
const shuttingStages = (history: TenantHistory, { name, state, stages, since }: Named): Expected[] =>
  state === 'shutting'
    ? stages.flatMap(({ stage }) =>
        restsSince(history, stage) || stalledStages(history).includes(stage)
          ? []
          : [within(HOLD, { stage: stage as StageName, step: '', since, ...ADVICE[name] })],
      )
    : [];

/** Stages that had finished, and have not begun again since the end: they did not hear of it. */
const endingStages = ({ latest }: TenantHistory, { name: kind, state, stages, since }: Named): Expected[] =>
  state === 'ending'
    ? stages.flatMap(({ stage: name, doneAt }) => {
        const stage = name as StageName;
        const hadFinished = latest[stageNamed(stage).ready ?? ''] !== undefined;
        const hasBegun = (latest[stageKey(stage)]?.at ?? '') > since;
        if (doneAt || !hadFinished || hasBegun) return [];
        return [within(WORK, { stage, step: '', since, ...ENDING[kind] })];
      })
    : [];

const workingStages = (history: TenantHistory): Expected[] => {
  const back = history.latest.TenantOffboarding?.at;
  // Long after its last word a stage that waits for an event shows it.
  return stagesOf(history, Number.POSITIVE_INFINITY).flatMap(({ stage: name, step, state, direction, at: since, finishedAt }) => {
    const stage = name as StageName;
    // What a stage said before the tenant went back does not count; the stage that removes the others goes forward.
    const isOver = back !== undefined && (since < back || (direction === 'ensure' && stage !== LAST));
    if (finishedAt || isOver || state === 'failed') return [];
    const usual = direction === 'ensure' ? usualSeconds(stage, step) : undefined;
    if (state === 'stalled') return [within(PERSON, { stage, step, since, ...ADVICE.person })];
    if (state !== 'waiting') return [within(WORK, { stage, step, since, ...ADVICE.work })];
    if (isIdle(history, stage)) return [];
    if (history.latest[stageKey(stage)]?.detail.turn) return [within(TURN, { stage, step, since, ...ADVICE.turn })];
    const patience = usual === undefined ? WAIT : Math.max(WORK, PATIENCE * usual * 1000);
    return [within(patience, { stage, step, since, ...ADVICE.wait })];
  });
};

/** Between two steps, where an event is missing: other stages are at work for it. */
const isIdle = ({ latest }: TenantHistory, stage: StageName): boolean => {
  const last = latest[stageKey(stage)];
  return last?.name === 'StageProgressed' && last.detail.state === 'done';
};

/** The stage that should have begun, or gone on, when none is at work. */
const nextStage = ({ latest }: TenantHistory): StageName | undefined => {
  if (latest.TenantOffboarding) return WAY_BACK.find((name) => !latest[stageNamed(name).removed]);
  if (latest.StageFailed || latest.OffboardRequested) return LAST;
  return STAGES.find(({ ready, waitsFor }) => ready && !latest[ready] && waitsFor.every((event) => latest[event]))?.name ?? FIRST;
};

/** Since when a tenant is quiet; undefined while it is not. @param now epoch milliseconds */
export const quietSince = (expected: Expected | undefined, now: number): string | undefined =>
  expected && Date.parse(expected.until) < now ? expected.since : undefined;
