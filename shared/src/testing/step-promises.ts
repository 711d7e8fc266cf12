import type { Step } from '../saga/stage.ts';

/** What every step promises. */
export const PROMISES = {
  twice: 'ensured twice is created once, with and without what was saved',
  removed: 'removed twice is gone, and removing what never was is success',
  others: "another tenant's resource is never touched",
  vanished: 'what was saved and has vanished is made again',
  drift: 'drift is repaired',
  foreign: 'what has its name and not its tag is left alone',
  late: 'what a late look still shows is removed without an error',
} as const;

/** One of them, and how it is tried: `run` throws when the promise is broken. */
export interface Clause {
  readonly title: string;
  readonly run: () => Promise<void>;
}

/** One tenant, and everything that earlier steps build for it. */
export interface ContractTenant<Scope, Needs> {
  /** With exactly the rights that the landing zone gives the step. */
  readonly scope: Scope;
  readonly needs: Needs;
  /** The same with the rights of the accounts' roots, to look and to spoil; `scope` when absent. */
  readonly root?: Scope;
}

/** Something that somebody else made. */
export interface ForeignThing {
  readonly id: string;
  /** Whether it is still there, as it was made. */
  readonly isUntouched: () => Promise<boolean>;
}

export interface StepContract<Scope, Needs, Out extends object> {
  readonly step: Step<string, Scope, Needs, Out>;
  /** Every call is another tenant. */
  readonly tenant: () => Promise<ContractTenant<Scope, Needs>>;
  /** Ids of what the step owns for that tenant, from AWS itself (Describe or List), gone and terminal states left out. */
  readonly list: (scope: Scope, needs: Needs) => Promise<readonly string[]>;
  /** How many AWS resources the step owns when done; 1 by default. */
  readonly owns?: number;
  /** Spoils what the step owns, so that `ensure` has something to repair; or why nobody can. */
  readonly drift?: ((scope: Scope, needs: Needs, out: Out) => Promise<void>) | { readonly cannot: string };
  /** Whether it is as `ensure` leaves it; asked after the repair. */
  readonly isSound?: (scope: Scope, needs: Needs, out: Out) => Promise<boolean>;
  /** Makes, as root, what has the name of the step's resource and not the tenant's tag; or why there can be no such thing. */
  readonly foreign?: ((scope: Scope, needs: Needs) => Promise<ForeignThing>) | { readonly cannot: string };
  /** The step only waits, or owns nothing that can be removed by itself. */
  readonly keepsAfterRemove?: boolean;
}
