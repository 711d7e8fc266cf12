import { STAGES } from '@tenantry/saga/stages';
import { z } from 'zod';
import { placeOf, type StepShape } from './shape.ts';
import { ROUNDS } from './trace.ts';

/** A step as several runs on the laptop had it. */
const StepReference = z.object({
  step: z.string(),
  round: z.enum(ROUNDS),
  /** In how many of the runs it got each answer. */
  answers: z.record(z.string(), z.int()),
  /** Operations in their order, where all runs agree. */
  order: z.array(z.string()).optional(),
  /** In how many of the runs it waited. */
  waited: z.int().optional(),
});
export const Reference = z.object({
  runs: z.int(),
  /** What the stages are that ran: their baselines in the saga document. */
  baselines: z.record(z.string(), z.string()),
  steps: z.array(StepReference),
});
export type Reference = z.infer<typeof Reference>;
type StepReference = z.infer<typeof StepReference>;

const baselinesNow = (): Readonly<Record<string, string>> => Object.fromEntries(STAGES.map(({ name, baseline }) => [name, baseline]));

/** Stages whose steps are others now than in the reference. */
export const outdatedStages = ({ baselines }: Reference, now = baselinesNow()): readonly string[] =>
  [...new Set([...Object.keys(now), ...Object.keys(baselines)])].filter((stage) => now[stage] !== baselines[stage]);

/** Operations in the order of the first run, where no other run has two of them the other way round. */
const commonOrder = (orders: readonly (readonly string[] | undefined)[]): readonly string[] | undefined => {
  const [first, ...others] = orders;
  if (!first || others.some((order) => order === undefined)) return undefined;
  const common = first.filter((call) => others.every((order) => order?.includes(call)));
  const isSame = others.every((order) => order?.filter((call) => common.includes(call)).join() === common.join());
  return isSame && common.length > 1 ? common : undefined;
};

const countBy = (keys: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(keys, (key) => key)].map(([key, all]) => [key, all.length] as const).sort());

const stepReference = (shapes: readonly StepShape[], runs: number): StepReference => {
  const [{ step, round } = { step: '', round: '' as const }] = shapes;
  const order = shapes.length === runs ? commonOrder(shapes.map((shape) => shape.order)) : undefined;
  const waited = shapes.filter((shape) => shape.waited !== undefined).length;
  return {
    step,
    round,
    answers: countBy(shapes.flatMap(({ answers }) => Object.keys(answers))),
    ...(order === undefined ? {} : { order: [...order] }),
    ...(waited === 0 ? {} : { waited }),
  };
};

/** What several runs have in common, and what only some of them had. @param runs the shapes of each */
export const referenceOf = (runs: readonly (readonly StepShape[])[]): Reference => ({
  runs: runs.length,
  baselines: { ...baselinesNow() },
  steps: [...Map.groupBy(runs.flat(), placeOf).values()]
    .map((shapes) => stepReference(shapes, runs.length))
    .sort((a, b) => a.step.localeCompare(b.step) || ROUNDS.indexOf(a.round) - ROUNDS.indexOf(b.round)),
});
