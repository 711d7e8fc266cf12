import type { Isolation, Suspension } from '@tenantry/events-schema/admin';
import { type Step, type StepOptions, step } from './stage.ts';

/** What a step hears of the isolation of its tenant: nothing, where nobody ever asked for one. */
export interface MaybeIsolated {
  readonly isolation?: Isolation | undefined;
}

/** What a step hears of the suspension of its tenant. */
export interface MaybeSuspended {
  readonly suspension?: Suspension | undefined;
}

/** What an isolation, or a suspension, does to one thing of a tenant. All of it may be repeated, and finds that there is nothing yet. */
export interface Shutting<Scope, Needs> {
  /** Shuts it, and looks whether it is shut. @throws Wait until it is */
  readonly shut: (scope: Scope, needs: Needs) => Promise<unknown>;
  /** Opens it again. Absent where a later step of the stage repairs it as something that has drifted. */
  readonly open?: (scope: Scope, needs: Needs) => Promise<unknown>;
  /** When the tenant is removed. Absent where what was shut goes as a whole. */
  readonly remove?: (scope: Scope, heard: Partial<NoInfer<Needs>>) => Promise<unknown>;
}

/** @param isShut whether it shall be shut by what the step hears; undefined where nobody ever asked for it */
const shutting =
  <Heard>(isShut: (heard: Heard) => boolean | undefined) =>
  <const Name extends string, Scope, Needs>(
    name: Name,
    { shut, open, remove }: Shutting<Scope, Needs>,
    options: StepOptions,
  ): Step<Name, Scope, Needs & Heard, object> =>
    step(
      name,
      {
        ensure: async (scope: Scope, needs: Needs & Heard) => {
          const wanted = isShut(needs);
          if (wanted === true) await shut(scope, needs);
          else if (wanted === false) await open?.(scope, needs);
          return {};
        },
        remove: async (scope: Scope, heard) => {
          await remove?.(scope, heard as Partial<Needs>);
        },
      },
      options,
    );
const byIsolation = shutting(({ isolation }: MaybeIsolated) => isolation?.isolated);
const bySuspension = shutting(({ suspension }: MaybeSuspended) => suspension?.suspended);

/**
 * A step that shuts something of a tenant that is isolated and opens it when the isolation ends. Of a tenant that nobody ever isolated it
 * asks AWS nothing. It deletes nothing of the tenant's. Its name begins with `isolated`.
 */
export const isolating = <const Name extends `isolated${string}`, Scope, Needs = object>(
  name: Name,
  how: Shutting<Scope, Needs>,
  options: StepOptions = {},
): Step<Name, Scope, Needs & MaybeIsolated, object> => byIsolation(name, how, options);

/** The same of a tenant that is suspended. Its name begins with `suspended`. */
export const suspending = <const Name extends `suspended${string}`, Scope, Needs = object>(
  name: Name,
  how: Shutting<Scope, Needs>,
  options: StepOptions = {},
): Step<Name, Scope, Needs & MaybeSuspended, object> => bySuspension(name, how, options);
