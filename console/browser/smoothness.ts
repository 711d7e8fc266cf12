import type { Page } from 'playwright-core';

/** Milliseconds, each list in the order in which it came. */
export interface Smoothness {
  /** Times in which the page could not answer: tasks of more than 50 ms (W3C Long Tasks). */
  readonly tasks: readonly number[];
  /** From one frame to the next. */
  readonly frames: readonly number[];
}
type Watching = typeof globalThis & { seen: { tasks: number[]; frames: number[] } };

/** Begins to watch a page, from nothing. */
export const watchSmoothness = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const on = globalThis as Watching;
    const isWatching = on.seen !== undefined;
    on.seen = { tasks: [], frames: [] };
    if (isWatching) return;
    new PerformanceObserver((list) => on.seen.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    let last = performance.now();
    const frame = (now: number): void => {
      on.seen.frames.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

/** What was seen since. */
export const smoothnessOf = (page: Page): Promise<Smoothness> => page.evaluate(() => (globalThis as Watching).seen);

/** From this page's navigation to the first text or picture on it. */
export const firstPaint = (page: Page): Promise<number> =>
  page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN);

/** Milliseconds. Alone it takes a quarter of them; other tests on-board tenants on the same two cores meanwhile. */
export const LONGEST_TASK = 750;
/**
 * The least of up to three measurements of the longest task: what the page itself makes long is long each time, what a busy machine makes
 * long is not. Shows it. @param what was measured
 */
export const leastTask = async (what: string, measure: () => Promise<number>): Promise<number> => {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && least >= LONGEST_TASK; tries++) least = Math.min(least, await measure());
  process.stderr.write(`${what}: longest task ${Math.round(least)} ms\n`);
  return least;
};
export const longest = (milliseconds: readonly number[]): number => Math.max(0, ...milliseconds);
/** The time that 95 of 100 do not exceed. */
export const p95 = (milliseconds: readonly number[]): number =>
  [...milliseconds].sort((a, b) => a - b)[Math.floor(milliseconds.length * 0.95)] ?? 0;
