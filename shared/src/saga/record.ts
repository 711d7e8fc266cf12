import { StageRetryRequested } from '@tenantry/events-schema/admin';
import type { Envelope } from '@tenantry/events-schema/event';
import { TenantOffboarded, TenantOffboarding } from '@tenantry/events-schema/offboard';
import { StageFailed, StageStalled } from '@tenantry/events-schema/stages';
import type { Failure } from '../failure/errors.ts';
import { forward } from './forward.ts';
import { inputs } from './inputs.ts';
import { type AnyStage, turnsOn } from './stage.ts';

/** The pure core: what a stage knows of one tenant, what follows from it, and how it changes. No IO, no clock. Times are epoch seconds. */
export interface StageRecord {
  readonly tenantId: string;
  readonly desired: 'present' | 'absent';
  /** Work is verified once per generation; a replay or a retry starts a new one. */
  readonly generation: number;
  /** Intent, saved before the first AWS call: a stage that never began has nothing to remove. */
  readonly begun: boolean;
  readonly seen: { readonly [event: string]: { readonly keys: readonly string[]; readonly detail: Detail } };
  /** Per step: what it answered last, and the generation in which it was verified; `NEVER_VERIFIED` for what its removal answered. */
  readonly done: { readonly [step: string]: { readonly generation: number; readonly out: object } };
  readonly gone: { readonly [step: string]: number };
  readonly published: { readonly [event: string]: number };
  /** Set before the last event goes out: from then on a failure stalls and never rolls back. */
  readonly finished: boolean;
  readonly failure?: StageFailure | undefined;
  /** The last error since the last progress: what a stall will say. */
  readonly trouble?: (Failure & { readonly step: string }) | undefined;
  /** How often in a row, without a wait or a new request between, its step has answered the code of `trouble`. */
  readonly repeats?: number | undefined;
  /** Times the lease was taken since the last progress: a killed worker counts too. */
  readonly attempts: number;
  /** Who works here, and until when. Without an owner nobody may: what an error left behind settles. */
  readonly lease?: { readonly owner?: string | undefined; readonly until: number } | undefined;
  /** The one outstanding wake-up. */
  readonly wake?: { readonly token: string; readonly due: number } | undefined;
  /** It has removed all that it had in the tenant's account, and its role there is gone since. */
  readonly released?: true | undefined;
  /** Trimmed to a tombstone: it keeps late and replayed events from bringing anything back. */
  readonly ended?: boolean | undefined;
  readonly waiting?: Waiting | undefined;
}
export interface Waiting {
  readonly step: string;
  readonly since: number;
  readonly generation: number;
  readonly reason: string;
  /** It waits for its turn among our own tenants: no deadline. */
  readonly turn?: true;
  /** It has met an account that AWS was still setting up: it may wait as long as that takes. */
  readonly setup?: true;
  /** What the step wants to know again at its next look. */
  readonly note?: object;
}
export interface StageFailure extends Failure {
  readonly generation: number;
  readonly kind: 'failed' | 'stalled';
  readonly step: string;
}
export type Detail = Envelope & Readonly<Record<string, unknown>>;
/** A fact as it came off the queue. `wake` is the token of a wake-up that the stage sent to itself. */
export interface Message {
  readonly name: string;
  readonly detail: Detail;
  readonly replayName?: string | undefined;
  readonly wake?: string | undefined;
  /** It says that a tenant is removed, and offboard has decided no such thing. */
  readonly isUndecided?: boolean | undefined;
}
/** A message by which something would be taken back without a decision of offboard. Nothing of it is kept. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
}
export interface StepAction {
  readonly do: 'ensure' | 'remove';
  readonly step: string;
}
export interface PublishAction {
  readonly do: 'publish';
  readonly event: string;
  readonly detail: object;
}
export type Action = StepAction | PublishAction | { readonly do: 'finish' } | { readonly do: 'nothing' };

/** The generation of what no `ensure` has answered: before the first. */
export const NEVER_VERIFIED = 0;

/** Leases taken without progress until the stage stalls. */
export const MAX_ATTEMPTS = 12;
/** What AWS has refused with the same code so often in a row, it does not take at another try. */
export const REFUSALS = 3;
/** Delivery keys remembered per event: more than the redeliveries and replays that matter at a time. */
const KEYS_KEPT = 50;
/** A wake-up this late is lost; another message may then do its work. Seconds. */
const WAKE_GRACE = 5;

export const fresh = (tenantId: string): StageRecord => ({
  tenantId,
  desired: 'present',
  generation: 1,
  begun: false,
  seen: {},
  done: {},
  gone: {},
  published: {},
  finished: false,
  attempts: 0,
});
export const keyOf = (m: Message): string => `${m.detail.eventId}/${m.replayName ?? ''}`;
const NOTHING: Action = { do: 'nothing' };

/** What a stage knows of its tenant when a step begins: any field may be missing, so it is read by its type. */
export type Heard = Readonly<Record<string, unknown>>;

/** What this stage should do next for this tenant, given only its record. */
export const next = (stage: AnyStage, r: StageRecord): Action => {
  if (r.ended) return NOTHING;
  const isPublished = (name: string) => r.published[name] === r.generation;
  if (r.failure?.generation === r.generation) {
    const { kind, ...detail } = r.failure;
    const event = kind === 'failed' ? StageFailed.name : StageStalled.name;
    return isPublished(event) ? NOTHING : { do: 'publish', event, detail: { ...detail, stage: stage.name } };
  }
  return r.desired === 'absent' ? backward(stage, r, isPublished) : forward(stage, r, isPublished);
};

const backward = (stage: AnyStage, r: StageRecord, isPublished: (name: string) => boolean): Action => {
  if (!stage.removeOn.every((event) => r.seen[event.name])) return NOTHING;
  for (const entry of r.begun ? stage.entries.toReversed() : []) {
    if (entry.kind === 'step' && r.gone[entry.step.name] !== r.generation) return { do: 'remove', step: entry.step.name };
  }
  return isPublished(stage.removed.name) ? NOTHING : { do: 'publish', event: stage.removed.name, detail: inputs(stage, r) };
};

/** All that is kept of a tenant that is gone. */
export const tombstone = ({ tenantId, generation, finished }: StageRecord): StageRecord => ({
  ...fresh(tenantId),
  desired: 'absent',
  generation,
  finished,
  ended: true,
});

/** What became true last counts, not what arrived last: queues keep no order, and a replay repeats the past. On a tie, the new one wins. */
const latest = (known: Detail | undefined, said: Detail): Detail => (known && Date.parse(known.at) > Date.parse(said.at) ? known : said);

/** @throws Undecided */
const requireDecided = (r: StageRecord, m: Message): void => {
  const isEndless = m.name === TenantOffboarded.name && r.desired === 'present' && !r.seen[TenantOffboarding.name];
  if (isEndless) throw new Undecided(`${m.name}: its removal never began here`);
  if (m.isUndecided && !r.seen[m.name]?.keys.includes(keyOf(m))) throw new Undecided(`${m.name}: offboard has not decided it`);
};

/**
 * Saves what a message says, no matter who holds the lease. A known key changes nothing, and a tombstone hears nothing. What stages say of
 * each other's removal turns none: only the decision does, which each hears itself.
 * @throws Undecided when the message would turn the record, or end it, and offboard has not decided so
 */
export const receive = (stage: AnyStage, r: StageRecord, m: Message): StageRecord => {
  if (r.ended) return r;
  requireDecided(r, m);
  if (m.name === TenantOffboarded.name) return tombstone(r);
  const isBackward = turnsOn(stage).some((event) => event.name === m.name);
  const isAsked =
    m.name === StageRetryRequested.name || stage.entries.some((entry) => entry.kind === 'also' && entry.event.name === m.name);
  const seen = r.seen[m.name];
  const key = keyOf(m);
  if (seen?.keys.includes(key)) return r;
  const turning = isBackward && r.desired === 'present';
  const again = (seen !== undefined || isAsked) && (isBackward || isAsked || r.desired === 'present');
  return {
    ...r,
    desired: isBackward ? 'absent' : r.desired, // absent is permanent: tenant ids are never used again
    generation: again || turning ? r.generation + 1 : r.generation,
    ...(again || turning ? { attempts: 0, repeats: undefined } : {}),
    seen: { ...r.seen, [m.name]: { keys: [...(seen?.keys ?? []), key].slice(-KEYS_KEPT), detail: latest(seen?.detail, m.detail) } },
  };
};

/** Whether a message has nothing to do: a known one, while another wake-up than its own is outstanding. */
export const isStale = (r: StageRecord, m: Message, now: number): boolean =>
  r.seen[m.name]?.keys.includes(keyOf(m)) === true && r.wake !== undefined && r.wake.token !== m.wake && r.wake.due + WAKE_GRACE > now;
