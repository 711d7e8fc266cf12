import { TenantHealthChanged } from '@tenantry/events-schema/health';
import { compareFacts, type Fact } from './fact.ts';
import { withoutPeople } from './forgotten.ts';

/** What the events say of one tenant: the pure projection. In whatever order events arrive, and how often, it is the same. No IO, no clock. */
export interface TenantHistory {
  readonly tenantId: string;
  /** The latest fact per key: an event's name, `stage/<name>` for what a stage last said of its work, `isolated/<name>` or `suspended/<name>`. */
  readonly latest: { readonly [key: string]: Fact };
  /** The earliest time per key: when a stage began, when the tenant was first ready. ISO 8601, UTC. */
  readonly first: { readonly [key: string]: string };
  /** By stage, when its latest generation began. Absent from what older code wrote. */
  readonly began?: { readonly [stage: string]: Generation };
  /** By step, `network/vpc`: what it said of its work when it was last done. Absent from what older code wrote. */
  readonly made?: { readonly [step: string]: Made };
}
export interface Made {
  readonly at: string;
  /** Its removal is done. */
  readonly isGone?: true;
  readonly created?: readonly { readonly type: string; readonly id: string }[];
}
export interface Generation {
  readonly generation: number;
  readonly at: string;
}

export const freshHistory = (tenantId: string): TenantHistory => ({ tenantId, latest: {}, first: {} });
/** Of what a stage last said of an isolation, or of a suspension; by the event that says it. */
export const saidKey = (event: string, stage: string): string => `${event === 'StageIsolated' ? 'isolated' : 'suspended'}/${stage}`;
export const stageKey = (stage: string): string => `stage/${stage}`;
/** Of the last time that a stage stalled. */
export const stalledKey = (stage: string): string => `stalled/${stage}`;
/** Which attention of a tenant: what is said of it, and what people did about it, is found by that. */
export const whichOf = ({ kind, stage = '' }: { readonly kind?: unknown; readonly stage?: unknown }): string => `${kind}/${stage}`;
/** Of what was said last of an attention. */
export const TOLD = 'attention/';
export const toldKey = (which: string): string => `${TOLD}${which}`;
/** Of what a person did about an attention. */
const HANDLED = 'handled/';
export const handledKey = (which: string, handling: string): string => `${HANDLED}${which}/${handling}`;
const DRIFT = 'drift';
/** Of what a stage said of its last look for drift, and of when it was asked for one. */
export const driftKey = (stage: string): string => `${DRIFT}/${stage}`;
export const driftAskedKey = (stage: string): string => `${DRIFT}Asked/${stage}`;
/** What we say of a tenant ourselves, what people did about that, and what was seen from outside: no news of its stages. */
export const isOwnWord = (key: string): boolean =>
  key.startsWith(TOLD) || key.startsWith(HANDLED) || key.startsWith(DRIFT) || key === TenantHealthChanged.name;

/** Adds a fact. Answers the same history when it says nothing new. Of a tenant that is gone it keeps nobody's name. */
export const evolve = (history: TenantHistory, fact: Fact): TenantHistory => withoutPeople(withFact(history, fact));

const withFact = (history: TenantHistory, fact: Fact): TenantHistory => {
  const news = keysOf(fact).filter((key) => {
    const known = history.latest[key];
    return known === undefined || compareFacts(fact, known) > 0;
  });
  const firsts = keysOf(fact).filter((key) => fact.at < (history.first[key] ?? '~'));
  const began = beganWith(history, fact);
  const made = madeWith(history, fact);
  if (news.length === 0 && firsts.length === 0 && began === history.began && made === history.made) return history;
  return {
    ...history,
    ...(began ? { began } : {}),
    ...(made ? { made } : {}),
    latest: { ...history.latest, ...Object.fromEntries(news.map((key) => [key, fact])) },
    first: { ...history.first, ...Object.fromEntries(firsts.map((key) => [key, fact.at])) },
  };
};

/** The earliest word of the highest generation. */
const beganWith = ({ began }: TenantHistory, { name, at, detail }: Fact): TenantHistory['began'] => {
  if (name !== 'StageProgressed') return began;
  const { stage, generation } = detail as { readonly stage: string; readonly generation: number };
  const known = began?.[stage];
  if (known && (known.generation > generation || (known.generation === generation && known.at <= at))) return began;
  return { ...began, [stage]: { generation, at } };
};

/** The last that a step said of being done; of two within a millisecond the removal. */
const madeWith = ({ made }: TenantHistory, { name, at, detail }: Fact): TenantHistory['made'] => {
  if (name !== 'StageProgressed' || detail.state !== 'done') return made;
  const isGone = detail.direction === 'remove';
  const key = `${detail.stage}/${detail.step}`;
  const known = made?.[key];
  if (known && (known.at > at || (known.at === at && (known.isGone || !isGone)))) return made;
  const created = detail.created as Made['created'];
  return { ...made, [key]: { at, ...(isGone ? { isGone } : created ? { created } : {}) } };
};

/** Steps and failures of a stage are one line of succession; a failure is also kept separately, since the undoing continues after it. */
const keysOf = ({ name, detail }: Fact): readonly string[] => {
  if (name === 'StageProgressed') return [stageKey(String(detail.stage))];
  if (name === 'StageFailed') return [name, stageKey(String(detail.stage))];
  if (name === 'StageStalled') return [name, stageKey(String(detail.stage)), stalledKey(String(detail.stage))];
  if (name === 'TenantAttentionRaised' || name === 'TenantAttentionCleared') return [toldKey(whichOf(detail))];
  if (name === 'AttentionHandled') return [handledKey(whichOf(detail), String(detail.handling))];
  if (name === 'StageDriftChecked') return [driftKey(String(detail.stage))];
  if (name === 'DriftCheckRequested') return [driftAskedKey(String(detail.stage))];
  if (name === 'StageIsolated' || name === 'StageSuspended') return [saidKey(name, String(detail.stage))];
  return [name];
};
