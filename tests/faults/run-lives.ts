import type { BareGround } from './ground.ts';
import { inLanes } from './lanes.ts';
import type { MatrixOptions } from './options.ts';

/** What is done with the lives of a matrix. */
export interface LivesWork<Life, Result> {
  readonly run: (life: Life) => Promise<readonly Result[]>;
  /** Whether nothing works during most of a life. */
  readonly mostlyWaits: (life: Life) => boolean;
  /** Keeps a result as soon as there is one. */
  readonly keep: (result: Result) => Promise<void>;
  /** @param n how many results there are */
  readonly line: (result: Result, n: number) => string;
  readonly log: (line: string) => void;
}

/** Runs lives while there is time, and then waits for the last messages. Answers those that no queue should hold any more, too. */
export const runLives = async <Life, Result>(
  { letters, tap }: BareGround,
  lives: readonly Life[],
  { parallel, limitMinutes }: MatrixOptions,
  { run, mostlyWaits, keep, line, log }: LivesWork<Life, Result>,
): Promise<{ readonly done: readonly Result[]; readonly stuck: readonly string[] }> => {
  const ends = limitMinutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + limitMinutes * 60_000;
  const done: Result[] = [];
  const work = async (life: Life): Promise<void> => {
    for (const result of await run(life)) {
      done.push(result);
      await keep(result);
      log(line(result, done.length));
    }
  };
  await inLanes(lives, parallel, mostlyWaits, work, () => Date.now() < ends);
  const stuck = await letters.drained();
  tap.stop();
  return { done, stuck };
};
