import { compareFacts, type Fact } from './fact.ts';
import type { StageView, StepView, TimelineEvent } from './tenant-view.ts';

/** A tenant's facts for people: events, and what every step took. In whatever order the facts are given. */
export const timelineOf = (
  facts: readonly Fact[],
): { readonly timeline: readonly TimelineEvent[]; readonly steps: readonly StepView[] } => {
  const sorted = [...facts].sort(compareFacts);
  return {
    timeline: sorted
      .filter(({ name }) => name !== 'StageProgressed')
      .map(({ name, eventId, causedBy, at, detail }) => ({ event: name, eventId, causedBy, at, detail })),
    steps: stepsOf(sorted.filter(({ name }) => name === 'StageProgressed')),
  };
};

type Progress = Pick<StepView, 'stage' | 'step' | 'direction' | 'generation'> & Pick<StageView, 'state' | 'reason'>;
const progressOf = ({ detail }: Fact): Progress => detail as unknown as Progress;
const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

const stepsOf = (sorted: readonly Fact[]): readonly StepView[] => {
  const steps = new Map<string, Fact[]>();
  for (const fact of sorted) {
    const { stage, direction, generation, step } = progressOf(fact);
    const key = `${stage}/${direction}/${generation}/${step}`;
    const known = steps.get(key);
    if (known) known.push(fact);
    else steps.set(key, [fact]);
  }
  return [...steps.values()].flatMap((facts) => (facts[0] ? [stepOf(facts[0], facts)] : []));
};

/** @param facts of one step, oldest first */
const stepOf = (first: Fact, facts: readonly Fact[]): StepView => {
  const { stage, step, direction, generation } = progressOf(first);
  const endedAt = facts.findLast((fact) => progressOf(fact).state === 'done')?.at;
  return {
    stage,
    step,
    direction,
    generation,
    startedAt: first.at,
    ...(endedAt ? { endedAt, seconds: secondsBetween(first.at, endedAt) } : {}),
    waits: facts.flatMap((fact, i) => {
      const { state, reason = '' } = progressOf(fact);
      const to = facts[i + 1]?.at;
      return state === 'waiting' ? [{ reason, from: fact.at, ...(to ? { to, seconds: secondsBetween(fact.at, to) } : {}) }] : [];
    }),
    retries: facts.flatMap((fact) => {
      const { state, reason = '' } = progressOf(fact);
      return state === 'retrying' ? [{ at: fact.at, reason }] : [];
    }),
  };
};
