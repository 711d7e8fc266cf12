import { usualSeconds } from '@tenantry/saga/stages';
import type { StageView } from '../../contract/tenants.ts';
import type { StepView, TimelineEvent } from '../../contract/timeline.ts';
import { traceUrl } from '../../model/console-url.ts';
import { compareFacts, type Fact } from '../../model/fact.ts';

/** A tenant's facts for people: events, and what every step took. In whatever order the facts are given. @param region of the traces */
export const timelineOf = (facts: readonly Fact[], region: string): { readonly events: TimelineEvent[]; readonly steps: StepView[] } => {
  const sorted = [...facts].sort(compareFacts);
  return {
    events: sorted
      .filter(({ name }) => name !== 'StageProgressed')
      .map(({ name, eventId, causedBy, at, traceId, detail }) => ({
        event: name,
        eventId,
        causedBy,
        at,
        ...traceOf(traceId, region),
        detail: { ...detail },
      })),
    steps: stepsOf(sorted.filter(isOfStep), region),
  };
};

const traceOf = (traceId: string | undefined, region: string) => (traceId ? { traceId, traceUrl: traceUrl(region, traceId) } : {});

type Failed = NonNullable<StageView['failure']>;
type Progress = Pick<StepView, 'stage' | 'step' | 'direction' | 'generation'> & Pick<StageView, 'state' | 'reason'> & Partial<Failed>;
const progressOf = ({ detail }: Fact): Progress => detail as unknown as Progress;
const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

const isFailure = ({ name }: Fact): boolean => name === 'StageFailed' || name === 'StageStalled';
const isOfStep = (fact: Fact): boolean => fact.name === 'StageProgressed' || isFailure(fact);

const stepsOf = (sorted: readonly Fact[], region: string): StepView[] => {
  const steps = new Map<string, Fact[]>();
  const ofStage = new Map<string, string>();
  for (const fact of sorted) {
    const { stage, generation, step } = progressOf(fact);
    // A failure does not say in which direction: the stage's last one.
    const direction = isFailure(fact) ? (ofStage.get(stage) ?? 'ensure') : progressOf(fact).direction;
    ofStage.set(stage, direction);
    const key = `${stage}/${direction}/${generation}/${step}`;
    const known = steps.get(key);
    if (known) known.push(fact);
    else if (!isFailure(fact)) steps.set(key, [fact]);
  }
  return [...steps.values()].flatMap((facts) => (facts[0] ? [stepOf(facts[0], facts, region)] : []));
};

/** @param facts of one step, oldest first */
const stepOf = (first: Fact, facts: readonly Fact[], region: string): StepView => {
  const { stage, step, direction, generation } = progressOf(first);
  const usual = direction === 'ensure' ? usualSeconds(stage, step) : undefined;
  const failed = facts.findLast(isFailure);
  const endedAt = facts.findLast((fact) => progressOf(fact).state === 'done')?.at;
  return {
    stage,
    step,
    direction,
    generation,
    startedAt: first.at,
    ...(endedAt ? { endedAt, seconds: secondsBetween(first.at, endedAt) } : {}),
    ...(usual === undefined ? {} : { usualSeconds: usual }),
    // The last one: it shows how the step ended, or what it failed with.
    ...traceOf(facts.findLast((fact) => fact.traceId)?.traceId, region),
    ...(failed
      ? { failure: { message: '', advice: '', ...(failed.detail as object as Omit<Failed, 'message' | 'advice'>), at: failed.at } }
      : {}),
    waits: facts.flatMap((fact, i) => {
      const { state, reason = '' } = progressOf(fact);
      const to = facts[i + 1]?.at;
      return state === 'waiting' ? [{ reason, from: fact.at, ...(to ? { to, seconds: secondsBetween(fact.at, to) } : {}) }] : [];
    }),
    retries: facts.flatMap((fact) => {
      const { state, reason = '', call, code, advice } = progressOf(fact);
      return state === 'retrying' ? [{ at: fact.at, reason, ...(code ? { call: call ?? '', code, advice: advice ?? '' } : {}) }] : [];
    }),
  };
};
