import { StageRetryRequested } from '@tenantry/events-schema/admin';
import { StageFailed, StageStalled } from '@tenantry/events-schema/stages';
import type { Episode as EpisodeView } from '../../contract/timeline.ts';
import { askedOf, titleOf } from '../../model/cause.ts';
import type { Episode } from '../../model/episodes.ts';
import type { Fact } from '../../model/fact.ts';

type StageRow = EpisodeView['stages'][number];
type Outcome = StageRow['outcome'];

/** An episode for people: what it is called, and what each generation of each stage came to. */
export const episodeView = (episode: Episode, index: number): EpisodeView => {
  const { cause, endedAt } = episode;
  const stages = stagesOf(episode);
  return {
    id: cause.eventId,
    cause: cause.name,
    title: titleOf(episode, index === 0),
    ...(cause.name === StageRetryRequested.name ? { stage: String(cause.detail.stage) } : {}),
    at: cause.at,
    ...askedOf(episode),
    ...(endedAt ? { endedAt, seconds: (Date.parse(endedAt) - Date.parse(cause.at)) / 1000 } : {}),
    outcome: outcomeOf(episode, stages),
    stages,
  };
};

const stagesOf = (episode: Episode): StageRow[] => {
  const groups = Map.groupBy(episode.facts, ({ detail }) => `${detail.stage}/${detail.generation}/${directionOf(episode, detail)}`);
  return [...groups.values()].flatMap((facts) => (facts[0] ? [stageRow(episode, facts[0], facts)] : []));
};
/** A failure does not say in which direction. */
const directionOf = ({ facts }: Episode, { stage, generation, direction }: Fact['detail']): unknown =>
  direction ??
  facts.findLast(({ detail }) => detail.stage === stage && detail.generation === generation && detail.direction)?.detail.direction ??
  'ensure';

const stageRow = (episode: Episode, first: Fact, facts: readonly Fact[]): StageRow => {
  const { stage, generation } = first.detail as unknown as StageRow;
  const last = facts.at(-1) ?? first;
  const ending = episode.generations[`${stage}/${generation}`];
  const outcome = outcomeIn(episode, last, ending?.isFinished);
  const reason = last.detail.reason ?? last.detail.message;
  const endedAt = isLost(last) ? last.at : (ending?.at ?? episode.endedAt);
  return {
    stage,
    direction: directionOf(episode, first.detail) as StageRow['direction'],
    generation,
    startedAt: first.at,
    ...(endedAt ? { endedAt } : {}),
    outcome,
    ...(outcome !== 'done' && typeof reason === 'string' && reason ? { reason } : {}),
  };
};

const isLost = ({ name }: Fact): boolean => name === StageFailed.name || name === StageStalled.name;
/** What a generation of a stage came to, by its last word. @param isFinished undefined while it goes on */
const outcomeIn = ({ endedAt }: Episode, last: Fact, isFinished: boolean | undefined): Outcome => {
  if (last.name === StageFailed.name) return 'failed';
  if (last.name === StageStalled.name) return 'attention';
  const { state } = last.detail;
  if (isFinished || (isFinished === undefined && endedAt && state === 'done')) return 'done';
  if (isFinished === false || endedAt) return 'stopped';
  return state === 'waiting' || state === 'retrying' ? state : state === 'done' ? 'waiting' : 'running';
};

const outcomeOf = (episode: Episode, stages: readonly StageRow[]): EpisodeView['outcome'] => {
  const { endedAt, isCut, awaited, isRemoval, generations } = episode;
  if (stages.some(({ outcome }) => outcome === 'failed')) return 'failed';
  if (endedAt) return isCut ? 'stopped' : 'done';
  // What a later request took over is no longer open.
  const latest = stages.filter(({ stage, generation }) => generations[`${stage}/${generation}`]?.isFinished !== false);
  if (latest.some(({ outcome }) => outcome === 'attention')) return 'attention';
  return !isRemoval && awaited.length === 0 && latest.every(({ outcome }) => outcome === 'done') ? 'done' : 'running';
};
