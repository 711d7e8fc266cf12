import type { Saved, Step, StepFacts, StepOptions } from './stage.ts';

type Awaitable<T> = T | Promise<T>;

/** Whose a resource is: what lacks the tenant's tag is never touched. */
type Ownership<Scope, Found> =
  | {
      /** By its tags: `isTagged`. */
      readonly isOurs: (scope: Scope, found: Found) => Awaitable<boolean>;
      readonly hasNoTags?: never;
    }
  | {
      /** Why its name alone says whose it is: `CloudFront has no tags here`. */
      readonly hasNoTags: string;
      readonly isOurs?: never;
    };

/** How a resource is kept as it is wanted. */
type Upkeep<Scope, Wanted, Found> =
  | {
      /** Names what is not as wanted, without a call of AWS. What `find` does not show counts as different. */
      readonly differs: (scope: Scope, wanted: Wanted, found: Found) => Awaitable<readonly string[]>;
      /**
       * Repairs it; answers what it has become, where `out` depends on that.
       * @throws StalledError where only a person can
       */
      // biome-ignore lint/suspicious/noConfusingVoidType: most repairs answer nothing, and need no return for it
      readonly repair: (scope: Scope, wanted: Wanted, found: Found, differences: readonly string[]) => Promise<NoInfer<Found> | void>;
      /** Of its differences, those that are named each time, because `find` does not show them: a look says nothing of them. */
      readonly unseen?: readonly string[];
      readonly cannotDiffer?: never;
    }
  | {
      /** Why nothing of it can differ: `an address has no settings`. */
      readonly cannotDiffer: string;
      readonly differs?: never;
      readonly repair?: never;
      readonly unseen?: never;
    };

/** How AWS says that something is in use. After our own removals that passes, so the step waits. */
export interface InUse {
  readonly codes: readonly string[];
  /** Until the next look. */
  readonly seconds: number;
  /** Who uses it, where that is known: `CloudFront`. */
  readonly by?: string;
}

/** Something has the resource's name and not the tenant's tag: the stage stalls, and a removal leaves it alone. */
export interface Foreign {
  /** `ForeignWebAcl`. */
  readonly code: string;
  /** What a person is to do. */
  readonly advice: string;
}

export type Verbs<Scope, Needs, Wanted, Found, Out extends object> = Ownership<Scope, Found> &
  Upkeep<Scope, Wanted, Found> & {
    /**
     * Looks for what exists, by the tenant's tag or by name, whether or not it is ours: several, where a lost answer or a late read has left
     * two. A code of `gone` means none.
     * @param heard what the step needs; a removal may not have heard all of it
     * @param saved ids to look at first. Where they lead to nothing of ours, the look is repeated without them.
     */
    readonly find: (scope: Scope, heard: Partial<NoInfer<Needs>>, saved: Saved<NoInfer<Out>>) => Promise<readonly Found[]>;
    /** Of several, the one that counts: signs, best first. What stands twice goes with the removal. */
    readonly signs?: (wanted: Wanted, saved: Readonly<Record<string, unknown>>) => readonly ((found: Found) => boolean)[];
    /** Failed, expired or deleted: AWS still shows it, and nothing can be built on it. */
    readonly isDead?: (found: Found) => boolean;
    /**
     * Creates it, tagged from its creation on: a crash leaves nothing unknown. Answers it as `find` would; `differs` is asked next.
     * @param saved what an earlier run saved and is gone.
     * @param dead the tenant's that are dead
     */
    readonly create: (
      scope: Scope,
      wanted: Wanted,
      saved: Saved<NoInfer<Out>>,
      dead: readonly NoInfer<Found>[],
    ) => Promise<NoInfer<Found> | undefined>;
    /**
     * Deletes one that is ours, a dead one too.
     * @throws Wait until that is done, where AWS takes its time
     */
    readonly remove: (scope: Scope, found: Found, heard: Partial<NoInfer<Needs>>) => Promise<unknown>;
    /** AWS's codes for "there is none": success of a removal. */
    readonly gone: readonly string[];
    readonly inUse?: InUse;
    /** Absent where names are not unique, so that nothing can be in the way. */
    readonly foreign?: Foreign;
    /** The name by which a person knows it: `VPC vpc-1`. */
    readonly what: (found: Found) => string;
  };

/** One resource of AWS, in verbs. */
export type ResourceVerbs<Scope, Needs, Found, Out extends object> = Verbs<Scope, Needs, Needs, Found, Out> & {
  /** What later steps need: ids by `idOf`, never a secret. */
  readonly out: (scope: Scope, found: Found, needs: Needs) => Out;
};

/** What was wanted, and what is there for it. */
export interface Built<Wanted, Found> {
  readonly wanted: Wanted;
  readonly found: Found;
}
/** Several resources of one kind: `create`, `differs` and `repair` get one of them in place of the needs. */
export type ResourcesVerbs<Scope, Needs, Wanted, Found, Out extends object> = Verbs<Scope, Needs, Wanted, Found, Out> & {
  /** What is wanted, each with all that its creation needs. */
  readonly each: (scope: Scope, needs: Needs) => readonly Wanted[];
  /** Whether what was found is this one of them. */
  readonly is: (scope: Scope, wanted: NoInfer<Wanted>, found: Found) => boolean;
  readonly out: (scope: Scope, built: readonly Built<NoInfer<Wanted>, Found>[]) => Out;
};

/** What every resource has in verbs, without its types: for the step contract. */
export interface LooseVerbs {
  readonly find: (scope: never, heard: never, saved: never) => Promise<readonly unknown[]>;
  readonly isOurs?: (scope: never, found: never) => Awaitable<boolean>;
  readonly hasNoTags?: string;
  readonly differs?: (scope: never, wanted: never, found: never) => Awaitable<readonly string[]>;
  readonly repair?: (scope: never, wanted: never, found: never, differences: readonly string[]) => Promise<unknown>;
  readonly unseen?: readonly string[];
  readonly isDead?: (found: never) => boolean;
  readonly create: (scope: never, wanted: never, saved: never, dead: never) => Promise<unknown>;
  readonly remove: (scope: never, found: never, heard: never) => Promise<unknown>;
  readonly gone: readonly string[];
  readonly inUse?: InUse;
  readonly foreign?: Foreign | undefined;
}
export interface Resource<Name extends string, Scope, Needs, Out extends object> extends Step<Name, Scope, Needs, Out> {
  readonly verbs: LooseVerbs;
  /** The same step with some verbs replaced: the step contract tries what late reads do, and whether it notices wrong ones. */
  readonly withVerbs: (verbs: Partial<LooseVerbs>) => Resource<Name, Scope, Needs, Out>;
}
/** Limits and facts; what it creates is said. */
export type ResourceOptions = StepOptions & Pick<StepFacts, 'creates'>;
