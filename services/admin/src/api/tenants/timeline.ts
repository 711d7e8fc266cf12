import { allEvents } from '@tenantry/events-schema/all';
import { sourceOf } from '@tenantry/events-schema/source';
import { StageFailed, StageProgressed, StageStalled } from '@tenantry/events-schema/stages';
import { usualSeconds } from '@tenantry/saga/stages';
import type { StageView } from '../../contract/stage-view.ts';
import type { Episode as EpisodeView, StepView, TimelineEvent } from '../../contract/timeline.ts';
import { traceUrl } from '../../model/console-url.ts';
import { type Episode, episodesOf } from '../../model/episodes.ts';
import { compareFacts, type Fact } from '../../model/fact.ts';
import { episodeView } from './episode-view.ts';

/** A tenant's facts for people: events, what every step took, and what led to it. In whatever order the facts are given. @param region of the traces; undefined where nobody opens them */
export const timelineOf = (
  facts: readonly Fact[],
  region: string | undefined,
): { readonly events: TimelineEvent[]; readonly steps: StepView[]; readonly episodes: EpisodeView[] } => {
  const episodes = episodesOf(facts);
  return {
    events: [...facts]
      .sort(compareFacts)
      .filter(({ name }) => name !== StageProgressed.name)
      .map(({ name, eventId, causedBy, at, traceId, detail }) => ({
        event: name,
        ...sourceIn(name, detail),
        eventId,
        causedBy,
        at,
        ...traceOf(traceId, region),
        detail: { ...detail },
      })),
    steps: episodes
      .flatMap((episode) => stepsOf(episode, region))
      .sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : 0)),
    episodes: episodes.map(episodeView),
  };
};

const traceOf = (traceId: string | undefined, region: string | undefined) =>
  traceId ? { traceId, ...(region ? { traceUrl: traceUrl(region, traceId) } : {}) } : {};

/** As it would be published today. */
const sourceIn = (name: string, detail: Fact['detail']) => {
  const event = allEvents.find((one) => one.name === name);
  return event ? { source: sourceOf(event, detail) } : {};
};

type Failed = NonNullable<StageView['failure']>;
type Progress = Pick<StepView, 'stage' | 'step' | 'direction' | 'generation'> & Pick<StageView, 'state' | 'reason'> & Partial<Failed>;
const progressOf = ({ detail }: Fact): Progress => detail as unknown as Progress;
const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

const isFailure = ({ name }: Fact): boolean => name === StageFailed.name || name === StageStalled.name;

const stepsOf = (episode: Episode, region: string | undefined): StepView[] => {
  const steps = new Map<string, Fact[]>();
  const ofStage = new Map<string, string>();
  for (const fact of episode.facts) {
    const { stage, generation, step } = progressOf(fact);
    // A failure does not say in which direction: the stage's last one.
    const direction = isFailure(fact) ? (ofStage.get(stage) ?? 'ensure') : progressOf(fact).direction;
    ofStage.set(stage, direction);
    const key = `${stage}/${direction}/${generation}/${step}`;
    const known = steps.get(key);
    if (known) known.push(fact);
    else if (!isFailure(fact)) steps.set(key, [fact]);
  }
  return [...steps.values()].flatMap((facts) => (facts[0] ? [stepOf(facts[0], facts, episode, region)] : []));
};

/** @param facts of one step, oldest first */
const stepOf = (first: Fact, facts: readonly Fact[], episode: Episode, region: string | undefined): StepView => {
  const { stage, step, direction, generation } = progressOf(first);
  const usual = direction === 'ensure' ? usualSeconds(stage, step) : undefined;
  const failed = facts.findLast(isFailure);
  const endedAt = facts.findLast((fact) => progressOf(fact).state === 'done')?.at;
  return {
    stage,
    step,
    direction,
    generation,
    episode: episode.cause.eventId,
    startedAt: first.at,
    ...(endedAt || failed ? {} : stoppedOf(episode, stage, generation)),
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

const stoppedOf = ({ generations, endedAt }: Episode, stage: string, generation: number): Pick<StepView, 'stoppedAt'> => {
  const stoppedAt = generations[`${stage}/${generation}`]?.at ?? endedAt;
  return stoppedAt ? { stoppedAt } : {};
};
