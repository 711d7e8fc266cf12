import type { Episode, Step } from '@tenantry/api-client/generated/api';
import { count, duration } from '../shown/format.ts';

/** What a stage or a step came to. */
export type Outcome = Episode['stages'][number]['outcome'];
/** A part of a bar: per cent of the axis. */
export interface Segment {
  readonly kind: 'work' | 'wait' | 'retry' | 'failed';
  readonly left: number;
  readonly width: number;
}
export interface StepRow {
  readonly key: string;
  readonly step: string;
  readonly segments: readonly Segment[];
  readonly seconds: number;
  readonly usualSeconds: number | undefined;
  /** ISO 8601, UTC. */
  readonly from: string;
  readonly to: string | undefined;
  /** What it waits for now, what went wrong, how often it was tried again. */
  readonly notes: readonly string[];
  /** What it has waited for. */
  readonly waited: readonly string[];
  /** Its X-Ray trace in the AWS console. */
  readonly traceUrl: string | undefined;
  readonly outcome: Outcome;
}
export interface StageRows {
  readonly key: string;
  readonly stage: string;
  readonly direction: Step['direction'];
  /** Whether the stage did it for the same cause before. */
  readonly isAgain: boolean;
  readonly left: number;
  readonly width: number;
  readonly seconds: number;
  readonly steps: readonly StepRow[];
  readonly outcome: Outcome;
}
export interface Gantt {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly stages: readonly StageRows[];
}
interface Scale {
  readonly from: number;
  readonly span: number;
}

const endOf = ({ endedAt, failure, stoppedAt }: Step): string | undefined => endedAt ?? failure?.at ?? stoppedAt;
const millisecondsOf = (time: string | undefined, now: number): number => (time === undefined ? now : Date.parse(time));

/** Bars of one episode. @param all steps of the timeline @param now epoch milliseconds */
export const ganttOf = (episode: Episode, all: readonly Step[], now: number): Gantt => {
  const steps = all.filter((step) => step.episode === episode.id);
  const from = Math.min(...steps.map(({ startedAt }) => Date.parse(startedAt)), Date.parse(episode.at));
  const to = Math.max(...steps.map((step) => millisecondsOf(endOf(step), now)), millisecondsOf(episode.endedAt, from), from + 1_000);
  const scale = { from, span: to - from };
  const isOf = (row: Episode['stages'][number], step: Step): boolean =>
    step.stage === row.stage && step.generation === row.generation && step.direction === row.direction;
  const stages = episode.stages.map((row, i): StageRows => {
    const [begin, end] = [Date.parse(row.startedAt), Math.min(millisecondsOf(row.endedAt, now), to)];
    const left = percent(scale, begin);
    return {
      key: `${row.stage}/${row.direction}/${row.generation}`,
      stage: row.stage,
      direction: row.direction,
      isAgain: episode.stages.slice(0, i).some(({ stage, direction }) => stage === row.stage && direction === row.direction),
      left,
      width: percent(scale, end) - left,
      seconds: (end - begin) / 1_000,
      steps: steps.filter((step) => isOf(row, step)).map((step) => stepRow(step, row.outcome, scale, now)),
      outcome: row.outcome,
    };
  });
  return { from, to, stages };
};

const percent = ({ from, span }: Scale, at: number): number => Math.min(100, Math.max(0, ((at - from) / span) * 100));

/** How long the episode took, or takes. */
export const tookOf = ({ endedAt, seconds, outcome }: Episode, { from, to }: Gantt): string =>
  outcome === 'running' && endedAt === undefined
    ? `${duration((to - from) / 1_000)} so far, waits included.`
    : `${duration(seconds ?? (to - from) / 1_000)}, waits included.`;

const stepRow = (step: Step, row: Outcome, scale: Scale, now: number): StepRow => {
  const ended = endOf(step);
  const end = millisecondsOf(ended, now);
  const outcome = outcomeOf(step, row);
  return {
    key: `${step.step}/${step.generation}`,
    step: step.step,
    segments: segmentsOf(step, end, outcome, scale),
    seconds: step.seconds ?? (end - Date.parse(step.startedAt)) / 1_000,
    usualSeconds: step.usualSeconds,
    from: step.startedAt,
    to: ended,
    notes: notesOf(step, outcome),
    waited: step.waits.flatMap(({ reason, seconds }) => (seconds === undefined ? [] : [`Waited ${duration(seconds)} for ${reason}`])),
    traceUrl: step.traceUrl,
    outcome,
  };
};

const outcomeOf = (step: Step, row: Outcome): Outcome => {
  if (step.failure) return row === 'failed' ? 'failed' : 'attention';
  if (step.endedAt) return 'done';
  if (step.stoppedAt) return 'stopped';
  const [wait, retry] = [step.waits.at(-1), step.retries.at(-1)];
  if (retry && retry.at >= (wait?.from ?? '')) return 'retrying';
  return wait && wait.to === undefined ? 'waiting' : 'running';
};

const notesOf = ({ failure, waits, retries }: Step, outcome: Outcome): readonly string[] => [
  ...(failure ? [failure.message] : []),
  ...(outcome === 'waiting' ? [`Waiting for ${waits.at(-1)?.reason}`] : []),
  ...(retries.length > 0 ? [`Tried again ${count(retries.length, 'time')}, the last because of: ${retries.at(-1)?.reason}`] : []),
];

const segmentsOf = (step: Step, end: number, outcome: Outcome, scale: Scale): readonly Segment[] => {
  const segment = (kind: Segment['kind'], a: number, b: number): Segment => {
    const left = percent(scale, a);
    return { kind, left, width: Math.max(percent(scale, b) - left, kind === 'retry' ? 0.4 : 0) };
  };
  const whole = segment(outcome === 'failed' || outcome === 'attention' ? 'failed' : 'work', Date.parse(step.startedAt), end);
  const waits = step.waits.map(({ from, to }) => segment('wait', Date.parse(from), to ? Date.parse(to) : end));
  const retries = step.retries.map(({ at }) => segment('retry', Date.parse(at), Date.parse(at)));
  return [whole, ...waits, ...retries];
};

/** Marks of the axis: at most `most`, at round seconds from the beginning. */
export const ticksOf = (
  { from, to }: Pick<Gantt, 'from' | 'to'>,
  most = 6,
): readonly { readonly seconds: number; readonly left: number }[] => {
  const span = (to - from) / 1_000;
  const step = STEPS.find((seconds) => span / seconds <= most) ?? 86_400;
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, i) => ({ seconds: i * step, left: ((i * step) / span) * 100 }));
};
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600];
