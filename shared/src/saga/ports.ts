import type { Created } from './created.ts';
import type { Detail, Heard, Message, StageFailure, StageRecord } from './record.ts';

/** What the runner needs of the world, what it reports, and the times that bound a worker. */

/** Everything the runner does to the outside world. */
export interface Ports<Scope = unknown> {
  /**
   * Reads the record, applies `f`, which is pure but for the clock, writes if nobody wrote in between, else tries again with what they wrote.
   * @returns what `f` answered when its record was stored
   */
  readonly change: <Answer>(
    tenantId: string,
    f: (record: StageRecord) => readonly [StageRecord, Answer],
  ) => Promise<readonly [StageRecord, Answer]>;
  /** Parses the detail through the event's schema and puts it on the bus. */
  readonly publish: (event: string, detail: Detail) => Promise<void>;
  /** Puts the message back on the stage's own queue; seconds, 0–900. */
  readonly later: (message: Message, seconds: number) => Promise<void>;
  /** Reports to the timeline. Never fails, never waits. */
  readonly progress: (progress: Progress) => void;
  /** What the steps are given. Called once per step, so clients must be cheap to look up. */
  readonly scope: (record: StageRecord, heard: Heard) => Scope;
  readonly id: () => string;
  /** Epoch seconds. */
  readonly now: () => number;
  /** Seconds until the function is stopped. */
  readonly remaining: () => number;
}

export interface Progress {
  readonly tenantId: string;
  readonly causedBy: string;
  readonly step: string;
  readonly direction: 'ensure' | 'remove';
  readonly state: 'started' | 'waiting' | 'retrying' | 'done';
  readonly generation: number;
  readonly reason?: string;
  /** When the step is done: what it has made, or found. */
  readonly created?: readonly Created[];
  /** While it waits for its turn among our own tenants. */
  readonly turn?: true;
  /** While it is tried again. */
  readonly call?: string;
  readonly code?: string;
  readonly advice?: string;
}

/**
 * How a message ended. `again`: leave it on the queue and show it again in so many seconds.
 * `stalled`: retries ran out, it belongs to the dead letters.
 */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly seconds: number; readonly reason: string; readonly error?: unknown }
  | { readonly kind: 'stalled'; readonly failure: StageFailure };

/** Of the function, seconds. It ends a worker before its lease ends, and SQS shows the message again later still. */
export const TIMEOUT = 30;
/** After an error: until AWS's reads show what may just have been created. Seconds. */
export const SETTLE = 3;
/** How long a worker has a tenant to itself, seconds. */
export const LEASE = TIMEOUT + SETTLE;
/** Of a message, seconds. */
export const VISIBILITY = LEASE + 7;
/** Left for saving the outcome: a step does not start with less than this beyond its own time. Seconds. */
export const MARGIN = 2;
