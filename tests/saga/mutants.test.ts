import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cases, complaints } from './history.ts';
import { type Mutant, simulateMutant } from './mutant.ts';
import { mutants } from './mutants.ts';

/** Enough for the rarest; each stops at its first complaint. */
const RUNS = 4000;

/** Whether the property that holds for the real runner fails for the mutant. */
const isCaught = async (mutant: Mutant, numRuns: number): Promise<boolean> => {
  const simulate = await simulateMutant(mutant);
  const property = fc.asyncProperty(cases, async (c) => complaints(c, await simulate(c.history)).length === 0);
  return (await fc.check(property, { numRuns, seed: 1, endOnFailure: true })).failed;
};

test('the property holds where nothing is broken, so that what it catches is the broken rule', async () => {
  expect(await isCaught({ rule: 'none', breaks: {} }, 100)).toBe(false);
});

describe('the saga property catches a runner that breaks a rule', () => {
  test.each(mutants.map((mutant) => [mutant.rule, mutant] as const))('%s', async (_rule, mutant) => {
    expect(await isCaught(mutant, RUNS)).toBe(true);
  });
});
