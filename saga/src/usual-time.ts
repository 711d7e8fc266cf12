import type { SagaStage } from './document.ts';
import { STAGES, type StageName, usualSeconds } from './stages.ts';

export interface UsualTime {
  /** Seconds until the stage begins, and how long it takes from then on. */
  readonly stages: Readonly<Record<StageName, { readonly startsAfter: number; readonly seconds: number }>>;
  /** Seconds until the last stage is ready: the longest chain of waits, which no implementation undercuts. */
  readonly seconds: number;
  /** The same waits one after the other. */
  readonly serialSeconds: number;
}
/** How long a step waits; undefined is not at all. */
export type Seconds = (stage: string, step: string) => number | undefined;

/**
 * How long an on-boarding takes whose steps take what `seconds` says: each stage goes through its list, and waits at `on` until
 * another stage has published the event.
 */
export const usualTime = (seconds: Seconds = usualSeconds, stages: readonly SagaStage[] = STAGES): UsualTime => {
  /** When the stage comes to its entry at `end`. */
  const reached = (stage: SagaStage, end: number): number =>
    stage.entries.slice(0, end).reduce((at, entry) => {
      if ('on' in entry) return Math.max(at, publishedAt(entry.on));
      return 'step' in entry ? at + (seconds(stage.name, entry.step) ?? 0) : at;
    }, 0);
  const publishedAt = (event: string): number => {
    for (const stage of stages) {
      const at = stage.entries.findIndex((entry) => 'publishes' in entry && entry.publishes === event);
      if (at >= 0) return reached(stage, at);
    }
    return 0; // the first event, and those of the removal
  };
  const times = stages.map((stage) => {
    const first = stage.entries.findIndex((entry) => 'step' in entry || 'publishes' in entry);
    const startsAfter = reached(stage, Math.max(first, 0));
    return [stage.name, { startsAfter, seconds: reached(stage, stage.entries.length) - startsAfter }] as const;
  });
  const waits = stages.flatMap(({ name, steps }) => steps.map((step) => seconds(name, step.name) ?? 0));
  return {
    stages: Object.fromEntries(times) as UsualTime['stages'],
    seconds: Math.max(...times.map(([, time]) => time.startsAfter + time.seconds)),
    serialSeconds: waits.reduce((sum, wait) => sum + wait, 0),
  };
};
