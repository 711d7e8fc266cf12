import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cases, complaints } from './history.ts';
import { simulate } from './simulate.ts';

/** `SAGA_RUNS=10000` is the nightly form; `SAGA_SEED` repeats a run that failed. */
const numRuns = Number(process.env.SAGA_RUNS ?? 2000);
const seed = process.env.SAGA_SEED === undefined ? undefined : Number(process.env.SAGA_SEED);

test(`${numRuns} histories: one of everything or nothing, whatever fails, dies, doubles or comes late`, async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (c) => {
      expect(complaints(c, await simulate(c.history))).toEqual([]);
    }),
    { numRuns, ...(seed === undefined ? {} : { seed }) },
  );
});
