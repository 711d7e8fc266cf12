import type { Deployment, Stage, Tenant } from '@tenantry/api-client/generated/api';
import { duration } from './durations.ts';
import type { Styles } from './style.ts';

/** Where one stage of one tenant is. */
export interface StageRow {
  readonly tenant: string;
  readonly stage: string;
  readonly step: string;
  readonly state: Stage['state'] | 'not begun' | 'finished';
  /** What it waits for, or what went wrong. */
  readonly reason: string;
  /** Since the stage began with what it is at: the on-boarding, a retry, a change, the removal. */
  readonly seconds: number;
}
const MARKS = {
  'not begun': ['·', 'dim'],
  started: ['▸', 'blue'],
  waiting: ['…', 'yellow'],
  retrying: ['↻', 'yellow'],
  done: ['▸', 'blue'],
  finished: ['✔', 'green'],
  stalled: ['■', 'red'],
  failed: ['✖', 'red'],
} as const satisfies Readonly<Record<StageRow['state'], readonly [string, keyof Styles]>>;

/** A row for every stage: those that have begun, and those that still wait for their events. */
export const rowsOf = (tenant: Tenant, deployment: Deployment | undefined, now: number): readonly StageRow[] => {
  const begun = tenant.stages.map((stage) => rowOf(tenant, stage, deployment, now));
  const isForward = tenant.state === 'requested' || tenant.state === 'onboarding';
  const still = (isForward ? (deployment?.stages ?? []) : [])
    .filter(({ stage, ready }) => ready && !tenant.stages.some((one) => one.stage === stage))
    .map(({ stage, waitsFor, beginsWith = waitsFor }) => ({
      tenant: tenant.slug,
      stage,
      step: '',
      state: 'not begun' as const,
      reason: `waits for ${beginsWith.join(' and ')}`,
      seconds: 0,
    }));
  return [...begun, ...still];
};

const rowOf = ({ slug, offboarding }: Tenant, stage: Stage, deployment: Deployment | undefined, now: number): StageRow => {
  const { step, direction, state, reason = '', at, finishedAt } = stage;
  // On removal a stage begins when off-boarding is decided.
  const since = direction === 'remove' && offboarding ? offboarding.at : (stage.generationSince ?? stage.since);
  const known = deployment?.stages.find((one) => one.stage === stage.stage);
  // What the step usually takes is no measure of a wait for another stage.
  const isForEvent = known?.waitsFor.some((event) => reason.split(' ').includes(event)) ?? false;
  const usual = isForEvent ? undefined : known?.steps.find((one) => one.step === step)?.usualSeconds;
  const waited = (now - Date.parse(at)) / 1000;
  return {
    tenant: slug,
    stage: stage.stage,
    step: finishedAt ? '' : step,
    state: finishedAt ? 'finished' : state,
    reason: finishedAt ? '' : state === 'waiting' && usual ? `${reason} (${duration(waited)} of usually ${duration(usual)})` : reason,
    seconds: (Date.parse(finishedAt ?? new Date(now).toISOString()) - Date.parse(since)) / 1000,
  };
};

/** A row as cells; the tenant's name only where there are several. */
export const cellsOf = ({ tenant, stage, step, state, reason, seconds }: StageRow, styles: Styles, isNamed: boolean): readonly string[] => {
  const [mark, style] = MARKS[state];
  const where = state === 'finished' ? 'done' : state === 'not begun' ? '' : step;
  return [
    `${styles[style](mark)}${isNamed ? ` ${tenant}` : ''}`,
    stage,
    where,
    state === 'not begun' ? '' : duration(seconds),
    state === 'stalled' || state === 'failed'
      ? styles.red(`${state}: ${reason}`)
      : state === 'retrying'
        ? `again: ${reason}`
        : styles.dim(reason),
  ];
};
