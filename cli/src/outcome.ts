import type { Stage, Tenant } from '@tenantry/api-client/generated/api';

/** Where a tenant is on its way to, and what does not count because it was said before. */
export interface Goal {
  readonly state: 'ready' | 'offboarded';
  /** Stages that were asked to try again, with the generation in which they were: only a later one counts. */
  readonly retried?: Readonly<Record<string, number>>;
}
export type Outcome = 'reached' | 'failed' | 'on its way';

/** The goal that a tenant's state suggests. */
export const goalOf = ({ state }: Pick<Tenant, 'state'>): Goal => ({
  state: state === 'offboarding' || state === 'offboarded' ? 'offboarded' : 'ready',
});

const isOver = ({ state }: Stage): boolean => state === 'stalled' || state === 'failed';

/** How a tenant stands to its goal. A ready tenant whose retried stage works again is not there yet. */
export const outcomeOf = (tenant: Tenant, { state: goal, retried = {} }: Goal): Outcome => {
  const isNews = ({ stage, generation }: Stage): boolean => generation > (retried[stage] ?? -1);
  if (tenant.stages.some((stage) => isOver(stage) && isNews(stage))) return 'failed';
  if (tenant.state === 'failed') return 'failed';
  if (goal === 'ready' && (tenant.state === 'offboarding' || tenant.state === 'offboarded')) return 'failed';
  if (tenant.state !== goal) return 'on its way';
  const isWorking = Object.keys(retried).some(
    (name) => !tenant.stages.some((stage) => stage.stage === name && isNews(stage) && stage.finishedAt),
  );
  return isWorking ? 'on its way' : 'reached';
};

/** The stages that are tried again automatically. */
export const retriedStages = ({ stages }: Tenant): readonly Stage[] =>
  stages.filter(({ state, finishedAt }) => state === 'retrying' && !finishedAt);

/** The stages that need a person, with what is wrong. */
export const failuresOf = ({ stages }: Tenant): readonly (Stage & { readonly failure: NonNullable<Stage['failure']> })[] =>
  stages.flatMap((stage) => (stage.failure && isOver(stage) ? [{ ...stage, failure: stage.failure }] : []));
