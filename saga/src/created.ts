import type { Multiplier, SagaCreates } from './document.ts';
import { STAGES, type StageName } from './stages.ts';

/** Counts that the deployment decides. */
export type Counts = Readonly<Record<Multiplier, number>>;

/** How many a step creates in a deployment. */
export const countOf = ({ count, per }: SagaCreates, counts: Counts): number => count * (per ? counts[per] : 1);

const all = STAGES.flatMap(({ name, steps }) => steps.flatMap(({ creates }) => creates.map((one) => ({ stage: name, ...one }))));

/** How many of a type each stage creates, where the deployment does not decide it. */
export const createdOf = (type: string): readonly { readonly stage: StageName; readonly count: number }[] =>
  STAGES.map(({ name: stage }) => ({ stage, count: sum(all.filter((one) => one.stage === stage && one.type === type)) })).filter(
    ({ count }) => count > 0,
  );

/** How much of a quota one tenant uses up. */
export const usePerTenant = (quota: string): number => sum(all.filter((one) => one.quota === quota));

const sum = (created: readonly SagaCreates[]): number => created.reduce((total, { count }) => total + count, 0);
