import type { Stage, Step } from '@tenantry/api-client/generated/api';

/** A part of a bar: per cent of the axis. */
export interface Segment {
  readonly kind: 'work' | 'wait' | 'retry' | 'failed';
  readonly left: number;
  readonly width: number;
  readonly title: string;
}
export interface StepRow {
  readonly key: string;
  readonly step: string;
  readonly segments: readonly Segment[];
  readonly seconds: number;
  readonly usualSeconds: number | undefined;
  readonly isOpen: boolean;
  /** What it waits for now, or what went wrong last. */
  readonly note: string | undefined;
  /** Its X-Ray trace in the AWS console. */
  readonly traceUrl: string | undefined;
  readonly outcome: 'done' | 'waiting' | 'working' | 'failed';
}
export interface StageRows {
  readonly key: string;
  readonly stage: string;
  readonly direction: Step['direction'];
  readonly left: number;
  readonly width: number;
  readonly seconds: number;
  readonly steps: readonly StepRow[];
  readonly outcome: StepRow['outcome'];
}
export interface Gantt {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly stages: readonly StageRows[];
}

/** A stretch of activity: on-boarding, a verification, off-boarding. */
export interface Episode {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** Milliseconds without any activity after which a new episode begins: no stage waits so long without a word. */
const QUIET = 15 * 60_000;
const endOf = ({ endedAt, failure }: Step, now: number): number => Date.parse(endedAt ?? failure?.at ?? '') || now;

/** Cuts what happened where the direction turns, or nothing happened for long: one time axis for all would show nothing of either. */
export const episodesOf = (steps: readonly Step[], now: number): readonly Episode[] => {
  const sorted = [...steps].sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const cut: Step[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const step of sorted) {
    const last = cut.at(-1);
    const isNew = !last || last[0]?.direction !== step.direction || Date.parse(step.startedAt) - until > QUIET;
    if (isNew) cut.push([step]);
    else last.push(step);
    until = isNew ? endOf(step, now) : Math.max(until, endOf(step, now));
  }
  return titled(joinedDirections(cut));
};

/** Stages turn one after the other: until all have, both directions mix. Off-boarding then is one episode. */
const joinedDirections = (cut: readonly (readonly Step[])[]): readonly (readonly Step[])[] => {
  const firstBack = cut.findIndex((steps) => steps[0]?.direction === 'remove');
  if (firstBack < 0) return cut;
  const after = cut.slice(firstBack).flat();
  const late = after.filter(({ direction }) => direction === 'ensure');
  const before = cut.slice(0, firstBack);
  const forward = late.length > 0 ? [...before.slice(0, -1), [...(before.at(-1) ?? []), ...late]] : before;
  return [...forward, after.filter(({ direction }) => direction === 'remove')];
};

const titled = (cut: readonly (readonly Step[])[]): readonly Episode[] => {
  let forward = 0;
  return cut.map((steps) => {
    if (steps[0]?.direction === 'remove') return { title: 'Off-boarding', steps };
    forward++;
    return { title: forward === 1 ? 'On-boarding' : `Verification ${forward - 1}`, steps };
  });
};

/** Bars of one episode. @param stages what each stage says now @param now epoch milliseconds */
export const ganttOf = (steps: readonly Step[], stages: readonly Stage[], now: number): Gantt => {
  const from = Math.min(...steps.map(({ startedAt }) => Date.parse(startedAt)), now);
  const to = Math.max(...steps.map((step) => endOf(step, now)), from + 1_000);
  const scale = { from, span: to - from };
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const key = `${step.stage}/${step.direction}`;
    const known = groups.get(key);
    if (known) known.push(step);
    else groups.set(key, [step]);
  }
  // In the order of the saga, as the API lists stages.
  const place = (rows: StageRows): number => stages.findIndex(({ stage }) => stage === rows.stage);
  const rows = [...groups].map(([key, own]) => stageRows(key, own, stages, scale, now));
  return { from, to, stages: rows.sort((a, b) => place(a) - place(b)) };
};

interface Scale {
  readonly from: number;
  readonly span: number;
}
const percent = ({ from, span }: Scale, at: number): number => Math.min(100, Math.max(0, ((at - from) / span) * 100));

const stageRows = (key: string, steps: readonly Step[], stages: readonly Stage[], scale: Scale, now: number): StageRows => {
  const [first] = steps;
  const begin = Math.min(...steps.map(({ startedAt }) => Date.parse(startedAt)));
  const end = Math.max(...steps.map((step) => endOf(step, now)));
  const said = stages.find(({ stage, direction }) => stage === first?.stage && direction === first.direction);
  const rows = latest(steps).map((step) => stepRow(step, said, scale, now));
  const left = percent(scale, begin);
  const outcomes = rows.map(({ outcome }) => outcome);
  return {
    key,
    stage: first?.stage ?? '',
    direction: first?.direction ?? 'ensure',
    left,
    width: percent(scale, end) - left,
    seconds: (end - begin) / 1_000,
    steps: rows,
    outcome:
      said?.state === 'stalled' || said?.state === 'failed' || outcomes.includes('failed')
        ? 'failed'
        : (outcomes.find((outcome) => outcome !== 'done') ?? (said && !said.finishedAt && said.state === 'waiting' ? 'waiting' : 'done')),
  };
};

/** A step that was verified again in the same stretch shows its last turn. */
const latest = (steps: readonly Step[]): readonly Step[] => {
  const byName = new Map<string, Step>();
  for (const step of steps) {
    const known = byName.get(step.step);
    if (!known || known.generation <= step.generation) byName.set(step.step, step);
  }
  return [...byName.values()];
};

const stepRow = (step: Step, said: Stage | undefined, scale: Scale, now: number): StepRow => {
  const end = endOf(step, now);
  const isOpen = !step.endedAt && !step.failure;
  const isCurrent = isOpen && said?.step === step.step;
  const failed = step.failure !== undefined || (isCurrent && (said?.state === 'stalled' || said?.state === 'failed'));
  const wait = step.waits.at(-1);
  const isWaiting = isOpen && wait !== undefined && wait.to === undefined;
  return {
    key: `${step.step}/${step.generation}`,
    step: step.step,
    segments: segmentsOf(step, end, failed, scale),
    seconds: step.seconds ?? (end - Date.parse(step.startedAt)) / 1_000,
    usualSeconds: step.usualSeconds,
    isOpen,
    note:
      step.failure?.message ??
      (isWaiting ? `waits for ${wait.reason}` : isOpen ? (said?.reason ?? step.retries.at(-1)?.reason) : undefined),
    traceUrl: step.traceUrl,
    outcome: failed ? 'failed' : !isOpen ? 'done' : isWaiting ? 'waiting' : 'working',
  };
};

const segmentsOf = (step: Step, end: number, failed: boolean, scale: Scale): readonly Segment[] => {
  const segment = (kind: Segment['kind'], a: number, b: number, title: string): Segment => {
    const left = percent(scale, a);
    return { kind, left, width: Math.max(percent(scale, b) - left, kind === 'retry' ? 0.4 : 0), title };
  };
  const start = Date.parse(step.startedAt);
  const whole = segment(failed ? 'failed' : 'work', start, end, step.failure?.message ?? 'works');
  const waits = step.waits.map(({ reason, from, to }) =>
    segment('wait', Date.parse(from), to ? Date.parse(to) : end, `waits for ${reason}`),
  );
  const retries = step.retries.map(({ at, reason }) => segment('retry', Date.parse(at), Date.parse(at), `tries again: ${reason}`));
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
