import type { DetailOf, EventDefinition } from '@tenantry/events-schema/event';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import type { HoldName } from './held.ts';

/** What an earlier run of the step saved, if any: a hint to try first, never a proof. */
export type Saved<Out extends object> = Partial<Out>;

/** One AWS resource, both directions. Function properties, not methods: bivariance would let a wrong order compile. */
export interface Step<Name extends string, Scope, Needs, Out extends object> {
  readonly name: Name;
  /** Finds the tenant's resource or creates it, repairs drift, answers what later steps need. Never a secret: ARNs only. */
  readonly ensure: (scope: Scope, needs: Needs, saved: Saved<NoInfer<Out>>) => Promise<Out>;
  /**
   * Removes the tenant's resource. Absent is success. It is given what `ensure` is given, each field optional: a stage that never heard an
   * event lacks its detail, and a crash may have lost what was saved. What it answers is added to the detail of the stage's `…Removed` event.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: most removals answer nothing, and need no return for it
  readonly remove: (scope: Scope, heard: Partial<NoInfer<Needs>>, saved: Saved<NoInfer<Out>>) => Promise<object | void>;
  /** Longest one call of `ensure` or `remove` may take, seconds: it does not start when the function has less left. */
  readonly maxSeconds: number;
  /** How long the step may wait in all, seconds; past it the stage stalls. */
  readonly deadlineSeconds: number;
  readonly facts: StepFacts;
}

/** What a step says of itself: data only, so that `npm run generate` can write it into the saga document. */
export interface StepFacts {
  /** What it creates for one tenant. */
  readonly creates: readonly Creates[];
  readonly usually?: UsualWait;
  /** Why a look cannot say whether it is as it should be (`drift.ts`): what it makes is written each time, for instance. */
  readonly unseen?: string;
  /** 1 at first. Raise it when the step makes or repairs more for tenants than before: those that have less are found by it. */
  readonly revision: number;
}
export interface Creates {
  /** CloudFormation's name of the type: `AWS::EC2::VPC`. What CloudFormation does not know has a name of the same form: `PostgreSQL::Schema`. */
  readonly type: string;
  /** 1 by default. */
  readonly count?: number;
  /** What of the deployment multiplies the count: each availability zone, configured assignment, route table of a peered VPC. */
  readonly per?: 'zone' | 'assignment' | 'peered-table';
  /** The account in which it is: the tenant's own by default. */
  readonly account?: 'tenant' | 'owner' | 'super-admin' | 'devops' | 'networking' | 'production';
  /** Fields of the step's answer, and of the stage's events, that name it: one, or a list. Without, it is listed without an id. */
  readonly id?: string | readonly string[];
  /** Id of the quota in `GET /quotas` that it uses up, if any. */
  readonly quota?: string;
}
/** How long AWS usually makes the step wait. Mostly single public observations, since AWS publishes hardly any. */
export interface UsualWait {
  readonly for: string;
  readonly seconds: number;
  readonly source: string;
}

/** Limits and facts of a step, all optional. */
export interface StepOptions extends Partial<StepFacts> {
  readonly maxSeconds?: number;
  readonly deadlineSeconds?: number;
}

/**
 * Defines a step. Annotate the parameters of `ensure` (scope, needs and, when used, saved): the stage checks them.
 * @param options by default one call may take 10 s and a wait an hour, nothing is created and nothing waited for
 */
export const step = <const Name extends string, Scope, Needs, Out extends object>(
  name: Name,
  actions: Pick<Step<Name, Scope, Needs, Out>, 'ensure' | 'remove'>,
  { maxSeconds = 10, deadlineSeconds = 3600, creates = [], usually, unseen, revision = 1 }: StepOptions = {},
): Step<Name, Scope, Needs, Out> => ({
  name,
  ...actions,
  maxSeconds,
  deadlineSeconds,
  facts: { creates, revision, ...(usually ? { usually } : {}), ...(unseen ? { unseen } : {}) },
});

export type Entry =
  | { readonly kind: 'on'; readonly event: EventDefinition }
  | { readonly kind: 'also'; readonly event: EventDefinition }
  | { readonly kind: 'step'; readonly step: AnyStep }
  | { readonly kind: 'publish'; readonly event: EventDefinition }
  /** Of a tenant that is so, the stage says it here, and goes no further. */
  | { readonly kind: 'unless'; readonly hold: HoldName };
export type AnyStep = Step<string, never, never, object>;

/** The removal of a stage. */
export interface Backward {
  /** All of these must have been heard before anything is removed. */
  readonly removeOn: readonly EventDefinition[];
  /** Published when everything is gone. */
  readonly removed: EventDefinition;
  /** Each of these stops building at once; the offboard stage, which builds nothing, has none. */
  readonly stopOn?: readonly EventDefinition[];
}
/** With the default of `stopOn`. */
export const stopsOn = ({ stopOn = [TenantOffboarding] }: Backward): readonly EventDefinition[] => stopOn;

/** Each of these turns the stage for good: what stops it, or, where nothing does, what its removal begins on. */
export const turnsOn = (stage: Backward): readonly EventDefinition[] => {
  const stops = stopsOn(stage);
  return stops.length > 0 ? stops : stage.removeOn;
};

/** An ordered, typed list: which event opens the next steps, which step needs what, what is published when. */
export interface Stage<Scope, Has> extends Backward {
  readonly name: string;
  readonly entries: readonly Entry[];
  /** Continues only when the event has been heard; adds its detail to what later steps may read. */
  on<E extends EventDefinition>(event: E): Stage<Scope, Has & DetailOf<E>>;
  /**
   * Hears an event that it does not wait for: its detail overrides what was heard before, and all steps are verified again. What no other
   * event says, a step may read as an optional field.
   */
  also<E extends EventDefinition>(event: E): Stage<Scope, Has & Partial<Omit<DetailOf<E>, keyof Has>>>;
  /** While the tenant is isolated (`IsolationChanged`), says that all before it is done (`StageIsolated`), and goes no further. */
  unlessIsolated(): Stage<Scope, Has>;
  /** The same while it is suspended (`SuspensionChanged`, `StageSuspended`). */
  unlessSuspended(): Stage<Scope, Has>;
  step<Name extends string, Needs, Out extends object>(
    step: Has extends Needs ? Step<Name, Scope, Needs, Out> : MissingInput<Name, Exclude<keyof Needs, keyof Has>>,
  ): Stage<Scope, Has & Out>;
  publishes<D extends object>(
    event: Has extends D ? EventDefinition<string, D> : MissingInput<'event', Exclude<keyof D, keyof Has>>,
  ): Stage<Scope, Has>;
}
/** Shown by the compiler in place of a wall of types. */
export interface MissingInput<Name extends string, Keys> {
  readonly 'this step needs': Keys;
  readonly step: Name;
}
/** A stage without its types, for the runner and the infrastructure. */
export type AnyStage = Pick<Stage<never, never>, 'name' | 'entries' | 'removeOn' | 'removed' | 'stopOn'>;

/** Starts the list of a stage. `Scope` is what its steps are given besides their inputs: clients, tenant id. */
export const stage = <Scope>(name: string, backward: Backward): Stage<Scope, Record<never, never>> => build(name, backward, []);

const build = <Scope, Has>(name: string, backward: Backward, entries: readonly Entry[]): Stage<Scope, Has> => {
  const and = <More>(entry: Entry) => build<Scope, More>(name, backward, [...entries, entry]);
  return {
    name,
    entries,
    ...backward,
    on: (event) => and({ kind: 'on', event }),
    also: (event) => and({ kind: 'also', event }),
    unlessIsolated: () => and({ kind: 'unless', hold: 'isolated' }),
    unlessSuspended: () => and({ kind: 'unless', hold: 'suspended' }),
    step: (added) => and({ kind: 'step', step: added as unknown as AnyStep }),
    publishes: (event) => and({ kind: 'publish', event: event as EventDefinition }),
  };
};

/** The steps of a stage in order. */
export const stepsOf = (s: AnyStage): readonly AnyStep[] => s.entries.flatMap((entry) => (entry.kind === 'step' ? [entry.step] : []));

/** The step of that name. Throws when the stage has none. */
export const stepNamed = (s: AnyStage, name: string): AnyStep => {
  const found = stepsOf(s).find((candidate) => candidate.name === name);
  if (!found) throw new Error(`stage ${s.name} has no step ${name}`);
  return found;
};

/** The stage with each step replaced by another of the same name. */
export const withSteps = (s: AnyStage, replace: (step: AnyStep) => AnyStep): AnyStage => ({
  ...s,
  entries: s.entries.map((entry) => (entry.kind === 'step' ? { ...entry, step: replace(entry.step) } : entry)),
});
