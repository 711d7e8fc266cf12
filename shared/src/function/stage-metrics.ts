import { StageFailed, StageStalled } from '@tenantry/events-schema/stages';
import type { Progress } from '../saga/ports.ts';
import type { StageRecord } from '../saga/record.ts';
import type { AnyStage } from '../saga/stage.ts';
import type { Measure } from '../telemetry/metrics.ts';

/** What one worker of a stage does, as metrics. It is shown every record that was saved: what came before says how long things took. */
export interface StageMetrics {
  readonly saved: (record: StageRecord) => void;
  readonly progressed: (progress: Pick<Progress, 'step' | 'state' | 'direction' | 'generation'>) => void;
  /** To be called before the record says so. */
  readonly published: (event: string, step: string) => void;
}

/** @param now epoch seconds @param about said with every measurement */
export const stageMetrics = (
  stage: AnyStage,
  measure: Measure<'stage'>,
  now: () => number,
  about: Readonly<Record<string, string>>,
): StageMetrics => {
  let record: StageRecord | undefined;
  const waits = new Map<string, { readonly since: number; readonly turn: string }>();
  const heardAt = (events: readonly string[]): number[] =>
    events.flatMap((event) => {
      const at = record?.seen[event]?.detail.at;
      return at === undefined ? [] : [Date.parse(at) / 1000];
    });
  const duration = (since: number): number => Math.max(0, now() - since);
  const awaited = stage.entries.flatMap((entry) => (entry.kind === 'on' ? [entry.event.name] : []));
  const last = stage.entries.findLast((entry) => entry.kind === 'publish')?.event.name;
  return {
    saved: (next) => {
      record = next;
      const { waiting } = next;
      if (waiting) waits.set(waiting.step, { since: waiting.since, turn: String(waiting.turn ?? false) });
    },
    progressed: ({ step, state, direction, generation }) => {
      const wait = waits.get(step);
      if (state === 'retrying') measure({ name: 'Retries', value: 1, by: {}, about: { ...about, step } });
      if (state !== 'done' || wait === undefined) return;
      waits.delete(step);
      const which = { ...about, direction, generation: String(generation), turn: wait.turn };
      measure({ name: 'WaitSeconds', value: duration(wait.since), by: { step }, about: which });
    },
    published: (event, step) => {
      if (event === StageStalled.name) measure({ name: 'Stalls', value: 1, by: {}, about: { ...about, step } });
      if (event === StageFailed.name) measure({ name: 'Failures', value: 1, by: {}, about: { ...about, step } });
      // Once per tenant: a replay or a retry verifies in seconds what took minutes to build.
      if (record?.published[event] !== undefined) return;
      const [begun] = heardAt(awaited).sort((a, b) => a - b);
      if (event === last && begun !== undefined) measure({ name: 'StageSeconds', value: duration(begun), by: {}, about });
      const removable = heardAt(stage.removeOn.map(({ name }) => name))
        .sort((a, b) => a - b)
        .at(-1);
      const isRemoved = event === stage.removed.name && event !== last && removable !== undefined;
      if (isRemoved) measure({ name: 'RemovalSeconds', value: duration(removable), by: {}, about });
    },
  };
};
