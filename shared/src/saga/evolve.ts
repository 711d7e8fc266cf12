import type { Failure } from '../failure/errors.ts';
import { isHeld } from './held.ts';
import { NEVER_VERIFIED, type StageRecord, type Waiting } from './record.ts';

/** How a record changes by what a worker did, pure. Times are epoch seconds. */

/** What a worker did, as the record hears it. */
export type Fact =
  | { readonly did: 'ensure'; readonly step: string; readonly out: object }
  | { readonly did: 'remove'; readonly step: string; readonly out?: object | undefined }
  | { readonly did: 'publish'; readonly event: string }
  | { readonly did: 'finish' }
  /** The stage's role in the tenant's account is gone: the account stage took it when nothing was left there. */
  | { readonly did: 'lose access' }
  /** Retrying cannot help. */
  | { readonly did: 'fail'; readonly failure: Trouble }
  /** Only a person can help. */
  | { readonly did: 'stall'; readonly failure: Trouble }
  | { readonly did: 'wait'; readonly wake: NonNullable<StageRecord['wake']>; readonly waiting: Waiting | undefined }
  /** It met an error: nobody works here until AWS's reads show what may just have been created. */
  | { readonly did: 'settle'; readonly until: number; readonly trouble: Trouble };

export type Trouble = Failure & { readonly step: string };

/** Who did it, in which generation: finishing old work never hides a new request. */
export interface Worker {
  readonly owner: string;
  readonly generation: number;
}

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

const PROGRESSED = { attempts: 0, waiting: undefined, trouble: undefined, repeats: undefined } as const;

/**
 * The record after what a worker did.
 * @throws LeaseLost when the record has passed to another worker
 */
export const evolve = (r: StageRecord, { owner, generation }: Worker, fact: Fact): StageRecord => {
  if (r.lease?.owner !== owner) throw new LeaseLost(`the lease on ${r.tenantId} passed to ${r.lease?.owner ?? 'nobody'}`);
  switch (fact.did) {
    case 'ensure':
      return { ...r, ...PROGRESSED, begun: true, done: { ...r.done, [fact.step]: { generation, out: fact.out } } };
    case 'remove':
      return {
        ...r,
        ...PROGRESSED,
        gone: { ...r.gone, [fact.step]: generation },
        done: fact.out ? { ...r.done, [fact.step]: { generation: NEVER_VERIFIED, out: fact.out } } : r.done,
      };
    case 'publish':
      return { ...r, ...PROGRESSED, published: { ...r.published, [fact.event]: generation } };
    case 'finish':
      return { ...r, finished: true };
    case 'lose access':
      return { ...r, released: true };
    case 'fail':
      return { ...r, failure: { ...fact.failure, generation, kind: isRolledBack(r) ? 'failed' : 'stalled' } };
    case 'stall':
      return { ...r, failure: { ...fact.failure, generation, kind: 'stalled' } };
    case 'wait':
      return { ...r, attempts: 0, repeats: undefined, lease: undefined, wake: fact.wake, waiting: fact.waiting };
    case 'settle':
      return { ...r, trouble: fact.trouble, repeats: repeatsWith(r, fact.trouble), lease: { until: fact.until } };
    default:
      return fact satisfies never;
  }
};

/**
 * Whether a failure rolls the tenant back: never from a stage that once finished, or that is being removed already, and never while the
 * tenant is held, of which nothing may be lost.
 */
const isRolledBack = (r: StageRecord): boolean => !r.finished && r.desired === 'present' && !isHeld(r);

/** How often in a row a step has answered this code, this time included. Times when its worker was killed are no answers. */
export const repeatsWith = ({ trouble, repeats = 0 }: StageRecord, { step, code }: Pick<Trouble, 'step' | 'code'>): number =>
  trouble?.step === step && trouble.code === code ? repeats + 1 : 1;
