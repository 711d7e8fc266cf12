import type { Multiplier, SagaCreates } from './document.ts';
import { STAGES, type StageName } from './stages.ts';

/** Counts that the deployment decides. */
export type Counts = Readonly<Record<Multiplier, number>>;

/** How many a step creates in a deployment. */
export const countOf = ({ count, per }: SagaCreates, counts: Counts): number => count * (per ? counts[per] : 1);

const all = STAGES.flatMap(({ name, steps }) => steps.flatMap(({ creates }) => creates.map((one) => ({ stage: name, ...one }))));

/** The stages whose steps create such a resource. */
export const creatorsOf = (type: string): readonly StageName[] => [
  ...new Set(all.filter((one) => one.type === type).map(({ stage }) => stage)),
];

/** How much of a quota one tenant uses up. */
export const usePerTenant = (quota: string): number => all.filter((one) => one.quota === quota).reduce((sum, { count }) => sum + count, 0);
