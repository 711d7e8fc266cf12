import { OffboardRequested, StageRetryRequested, TenantRequested } from '@tenantry/events-schema/admin';
import { TenantOffboarded, TenantOffboarding } from '@tenantry/events-schema/offboard';
import { StageFailed, StageProgressed, StageStalled } from '@tenantry/events-schema/stages';
import { STAGES, type Stage } from '@tenantry/saga/stages';
import { compareFacts, type Fact } from './fact.ts';

/**
 * A tenant's timeline, cut by cause: each request, retry, change or removal begins an episode, and what follows from it belongs to it.
 * Pure, a fold over the facts in their order: what comes after an episode has ended never reaches it.
 */
export interface Episode {
  /** The event with which it began; of events that were sent again, and of work without a known cause, the first word of a stage. */
  readonly cause: Fact;
  readonly isRemoval: boolean;
  /** What stages said of their steps, oldest first. */
  readonly facts: readonly Fact[];
  /** ISO 8601, UTC. */
  readonly endedAt?: string;
  /** Whether the removal ended it before it was done. */
  readonly isCut?: boolean;
  /** Stages from which it still expects their last event. */
  readonly awaited: readonly string[];
  /** When each generation of a stage, `network/1`, ended: with the stage's last event, or because the next generation began. */
  readonly generations: Readonly<Record<string, GenerationEnd>>;
}
export interface GenerationEnd {
  readonly at: string;
  readonly isFinished: boolean;
}

interface Draft extends Omit<Episode, 'facts' | 'awaited' | 'generations'> {
  readonly facts: Fact[];
  endedAt?: string;
  isCut?: boolean;
  /** By stage: the generation whose last event ends the wait, and the event that asked for it. */
  readonly awaited: Map<string, { readonly generation: number; readonly after: string }>;
  readonly generations: Record<string, GenerationEnd>;
}
interface Past {
  readonly drafts: Draft[];
  /** By an event's id. */
  readonly ofEvent: Map<string, Draft>;
  /** By stage and generation. */
  readonly ofGeneration: Map<string, Draft>;
  /** The highest generation of a stage that has begun, and that was asked for. */
  readonly reached: Map<string, number>;
  readonly asked: Map<string, number>;
  /** `network < AccountReady`, and `network < <event id>`: what a stage has heard, and worked for. */
  readonly heard: Set<string>;
  /** Set once the removal has begun. */
  isGoing: boolean;
}

const isFailure = ({ name }: Fact): boolean => name === StageFailed.name || name === StageStalled.name;
export const isOfStep = (fact: Fact): boolean => fact.name === StageProgressed.name || isFailure(fact);
const stageOf = ({ detail }: Fact): string => String(detail.stage);
/** A published event ends in its generation: `tenant/stage/event/generation`. */
const generationOf = ({ detail, eventId }: Fact): number => Number(detail.generation ?? eventId.split('/').at(-1)) || 1;
const key = (stage: string, generation: number): string => `${stage}/${generation}`;

/** Which stage publishes an event; undefined of what people and the API say. */
const publisherOf = (fact: Fact): string | undefined => {
  if (fact.name === StageRetryRequested.name) return undefined;
  if (fact.name.startsWith('Stage')) return stageOf(fact);
  return STAGES.find((stage) => stage.removed === fact.name || publishes(stage, fact.name))?.name;
};
const publishes = ({ entries }: Stage, event: string): boolean =>
  entries.some((entry) => 'publishes' in entry && entry.publishes === event);
const hearersOf = (fact: Fact): readonly Stage[] =>
  STAGES.filter(({ name, hears }) => (fact.name === StageRetryRequested.name ? name === stageOf(fact) : hears.includes(fact.name)));

/** @param facts in any order */
export const episodesOf = (facts: readonly Fact[]): readonly Episode[] => {
  const past: Past = {
    drafts: [],
    ofEvent: new Map(),
    ofGeneration: new Map(),
    reached: new Map(),
    asked: new Map(),
    heard: new Set(),
    isGoing: false,
  };
  for (const fact of [...facts].sort(compareFacts)) (isOfStep(fact) ? work : tell)(past, fact);
  return past.drafts.map(({ awaited, ...draft }) => ({ ...draft, awaited: [...awaited.keys()] }));
};

const begin = (past: Past, cause: Fact, isRemoval: boolean): Draft => {
  for (const open of past.drafts) if (isSentAgain(open) && open.awaited.size === 0) end(open, open.facts.at(-1)?.at ?? open.cause.at);
  const draft: Draft = { cause, isRemoval, facts: [], awaited: new Map(), generations: {} };
  past.drafts.push(draft);
  return draft;
};
const end = (draft: Draft, at: string): void => {
  draft.endedAt ??= at;
  draft.awaited.clear();
};
const isOpen = (draft: Draft | undefined): draft is Draft => draft !== undefined && draft.endedAt === undefined;
/** A replay publishes no event: a stage begins again, for an event that it has worked for. */
export const isSentAgain = ({ cause }: Pick<Episode, 'cause'>): boolean => isOfStep(cause);

/** A stage says something of a step. */
const work = (past: Past, fact: Fact): void => {
  const [stage, generation] = [stageOf(fact), generationOf(fact)];
  const draft = homeOf(past, fact);
  draft.facts.push(fact);
  past.ofGeneration.set(key(stage, generation), draft);
  past.heard.add(`${stage} < ${fact.causedBy}`);
  if (isFailure(fact)) past.ofEvent.set(fact.eventId, draft);
  if (isSentAgain(draft) && !past.isGoing) draft.awaited.set(stage, { generation, after: '' });
  reach(past, stage, generation, fact.at);
  if (fact.detail.direction === 'remove') turned(past, stage, fact.at);
};

/** The episode of the generation, or of the event that led to it; what neither explains was sent again. */
const homeOf = (past: Past, fact: Fact): Draft => {
  const [stage, generation] = [stageOf(fact), generationOf(fact)];
  const known = past.ofGeneration.get(key(stage, generation));
  if (isOpen(known)) return known;
  const reached = past.reached.get(stage);
  const isAgain = reached !== undefined && generation > reached && past.heard.has(`${stage} < ${fact.causedBy}`);
  const caused = past.ofEvent.get(fact.causedBy);
  if (isOpen(caused) && !isAgain) return caused;
  const last = past.drafts.at(-1);
  if (isOpen(last) && (isSentAgain(last) || !isAgain)) return last;
  return begin(past, fact, past.isGoing);
};

/** What the next generation begins, the one before it does no more. */
const reach = (past: Past, stage: string, generation: number, at: string): void => {
  const before = past.reached.get(stage) ?? 0;
  if (generation <= before) return;
  past.reached.set(stage, generation);
  close(past, stage, before, { at, isFinished: false });
};
const close = (past: Past, stage: string, generation: number, ending: GenerationEnd): void => {
  const draft = past.ofGeneration.get(key(stage, generation));
  if (isOpen(draft)) draft.generations[key(stage, generation)] ??= ending;
};

/** An event: a cause, or what follows from one. */
const tell = (past: Past, fact: Fact): void => {
  const known = past.ofEvent.get(fact.eventId);
  if (known) return;
  const publisher = publisherOf(fact);
  const caused = past.ofEvent.get(fact.causedBy);
  const isRemoval = fact.name === OffboardRequested.name || fact.name === TenantOffboarding.name;
  const isCause = isRemoval ? !caused?.isRemoval : publisher === undefined && hearersOf(fact).length > 0;
  const own = publisher === undefined ? undefined : past.ofGeneration.get(key(publisher, generationOf(fact)));
  const draft = isCause ? begin(past, fact, isRemoval || past.isGoing) : (own ?? caused);
  if (draft) past.ofEvent.set(fact.eventId, draft);
  if (publisher !== undefined) finish(past, publisher, fact);
  if (fact.name === TenantOffboarding.name) turn(past);
  if (isOpen(draft)) hear(past, draft, fact);
  for (const one of past.drafts.filter(isOpen)) {
    if (!isOver(one, fact)) continue;
    if (past.isGoing && !one.isRemoval) one.isCut = true;
    end(one, fact.at);
  }
};

const isOver = (draft: Draft, fact: Fact): boolean => {
  if (fact.name === TenantOffboarded.name) return true;
  if (draft.isRemoval || isSentAgain(draft)) return false;
  return draft.awaited.size === 0 || (draft.cause.name === TenantRequested.name && fact.name === READY);
};
const READY = STAGES.findLast(({ ready }) => ready !== undefined)?.ready;

/** A stage publishes: nobody waits for its last event any more. */
const finish = (past: Past, stage: string, fact: Fact): void => {
  const { ready, removed } = STAGES.find(({ name }) => name === stage) ?? {};
  if (fact.name !== ready && fact.name !== removed && !fact.name.startsWith('Stage')) return;
  const generation = generationOf(fact);
  close(past, stage, generation, { at: fact.at, isFinished: true });
  if (fact.name === removed) turned(past, stage, fact.at);
  else settled(past, stage, generation, fact.causedBy);
};
const settled = (past: Past, stage: string, generation: number, causedBy: string): void => {
  for (const { awaited } of past.drafts) {
    const wait = awaited.get(stage);
    if (wait && (generation >= wait.generation || causedBy === wait.after)) awaited.delete(stage);
  }
};

/** Each stage that hears it works for it. In which generation, follows as in the stage's record (`shared/src/saga/record.ts`). */
const hear = (past: Past, draft: Draft, fact: Fact): void => {
  for (const { name: stage, entries, removeOn } of hearersOf(fact)) {
    const isKnown = past.heard.has(`${stage} < ${fact.name}`);
    past.heard.add(`${stage} < ${fact.name}`);
    const isAsked = fact.name === StageRetryRequested.name || entries.some((entry) => 'also' in entry && entry.also === fact.name);
    const isTurn = fact.name === TenantOffboarding.name && removeOn.length > 0;
    const before = Math.max(past.reached.get(stage) ?? 1, past.asked.get(stage) ?? 1);
    const generation = isKnown || isAsked || isTurn ? before + 1 : before;
    past.asked.set(stage, generation);
    // A stage that has not begun does so for its first event.
    if (generation > before && past.reached.has(stage)) past.ofGeneration.set(key(stage, generation), draft);
    if (!past.isGoing) draft.awaited.set(stage, { generation, after: fact.eventId });
  }
};

/** The removal begins: what builds ends when each of its stages has turned. */
const turn = (past: Past): void => {
  past.isGoing = true;
  for (const draft of past.drafts.filter(isOpen)) {
    draft.awaited.clear();
    if (draft.isRemoval) continue;
    for (const fact of draft.facts) draft.awaited.set(stageOf(fact), { generation: Number.POSITIVE_INFINITY, after: '' });
  }
};
const turned = (past: Past, stage: string, at: string): void => {
  for (const draft of past.drafts.filter(isOpen)) {
    if (!draft.awaited.delete(stage) || draft.isRemoval || draft.awaited.size > 0) continue;
    draft.isCut = true;
    end(draft, draft.facts.at(-1)?.at ?? at);
  }
};
