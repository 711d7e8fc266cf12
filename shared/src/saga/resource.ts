import { best, ifFound } from '../aws/found.ts';
import { codeOf, isCode, messageOf, StalledError, Wait } from '../failure/errors.ts';
import type {
  Built,
  Foreign,
  InUse,
  LooseVerbs,
  Resource,
  ResourceOptions,
  ResourcesVerbs,
  ResourceVerbs,
  Verbs,
} from './resource-verbs.ts';
import { type Saved, step } from './stage.ts';

/** A step that is one resource of AWS. Annotate all parameters of `find` and of `create`: the types of everything else follow. */
export const resource = <const Name extends string, Scope, Needs, Found, Out extends object>(
  name: Name,
  verbs: ResourceVerbs<Scope, Needs, Found, Out>,
  options: ResourceOptions,
): Resource<Name, Scope, Needs, Out> =>
  resources<Name, Scope, Needs, Needs, Found, Out>(
    name,
    {
      ...verbs,
      each: (_scope, needs) => [needs],
      is: () => true,
      out: (scope, built) => built.map(({ wanted, found }) => verbs.out(scope, found, wanted))[0] as Out,
    },
    options,
  );

/** A step that is several resources of one kind. Annotate all parameters of `each`, `find` and `create`: the rest follows. */
export const resources = <const Name extends string, Scope, Needs, Wanted, Found, Out extends object>(
  name: Name,
  verbs: ResourcesVerbs<Scope, Needs, Wanted, Found, Out>,
  options: ResourceOptions,
): Resource<Name, Scope, Needs, Out> => ({
  ...step(name, { ensure: ensuring(name, verbs), remove: removing(verbs) }, options),
  verbs: verbs as unknown as LooseVerbs,
  withVerbs: (changed) => resources(name, { ...verbs, ...changed } as typeof verbs, options),
});

/** What a look has found. */
interface Look<Found> {
  readonly ours: readonly Found[];
  readonly foreign: readonly Found[];
}

const look = async <Scope, Needs, Wanted, Found, Out extends object>(
  verbs: Verbs<Scope, Needs, Wanted, Found, Out>,
  scope: Scope,
  heard: Partial<Needs>,
  saved: Saved<Out>,
): Promise<Look<Found>> => {
  const found = (await ifFound(() => verbs.find(scope, heard, saved), ...verbs.gone)) ?? [];
  // A late list shows what is gone, whose tags nobody can read any more: neither ours nor in the way.
  const isOurs = await Promise.all(found.map((one) => ifFound(async () => verbs.isOurs?.(scope, one) ?? true, ...verbs.gone)));
  return { ours: found.filter((_, i) => isOurs[i] === true), foreign: found.filter((_, i) => isOurs[i] === false) };
};
const isEmpty = (saved: object): boolean => Object.keys(saved).length === 0;

const ensuring =
  <Scope, Needs, Wanted, Found, Out extends object>(name: string, verbs: ResourcesVerbs<Scope, Needs, Wanted, Found, Out>) =>
  async (scope: Scope, needs: Needs, saved: Saved<NoInfer<Out>>): Promise<Out> => {
    const first = await look(verbs, scope, needs as Partial<Needs>, saved);
    const { ours, foreign } = first.ours.length > 0 || isEmpty(saved) ? first : await look(verbs, scope, needs as Partial<Needs>, {});
    const ensureOne = async (wanted: Wanted): Promise<Built<Wanted, Found>> => {
      const isIt = (one: Found): boolean => verbs.is(scope, wanted, one);
      const isDead = (one: Found): boolean => verbs.isDead?.(one) === true;
      const known = best(
        ours.filter((one) => isIt(one) && !isDead(one)),
        ...(verbs.signs?.(wanted, saved) ?? []),
      );
      const inTheWay = foreign.find(isIt);
      if (known === undefined && inTheWay !== undefined && verbs.foreign) throw foreignError(verbs.what(inTheWay), verbs.foreign);
      const dead = ours.filter((one) => isIt(one) && isDead(one));
      const found = known ?? (await verbs.create(scope, wanted, saved, dead));
      if (found === undefined) throw new Error(`AWS answered nothing of what it created for ${name}`);
      const differences = (await verbs.differs?.(scope, wanted, found)) ?? [];
      const repaired = differences.length > 0 ? await verbs.repair?.(scope, wanted, found, differences) : undefined;
      return { wanted, found: repaired ?? found };
    };
    return verbs.out(scope, await all(verbs.each(scope, needs).map(ensureOne)));
  };

const removing =
  <Scope, Needs, Wanted, Found, Out extends object>(verbs: Verbs<Scope, Needs, Wanted, Found, Out>) =>
  async (scope: Scope, heard: Partial<NoInfer<Needs>>, saved: Saved<NoInfer<Out>>): Promise<void> => {
    // First without what was saved: that shows what stands twice.
    const first = await look(verbs, scope, heard, {});
    const { ours } = first.ours.length > 0 || isEmpty(saved) ? first : await look(verbs, scope, heard, saved);
    const waits: Wait[] = [];
    for (const found of ours) {
      const wait = await removal(verbs, found, () => verbs.remove(scope, found, heard));
      if (wait) waits.push(wait);
    }
    if (waits[0]) throw waits[0];
  };

/** Removes one; answers what has to be waited for. */
const removal = async <Found>(
  { gone, inUse, what }: Pick<Verbs<never, never, never, Found, object>, 'gone' | 'inUse' | 'what'>,
  found: Found,
  remove: () => Promise<unknown>,
): Promise<Wait | undefined> => {
  try {
    await remove();
  } catch (error) {
    if (error instanceof Wait) return error;
    if (isCode(error, ...gone)) return undefined;
    if (inUse && isCode(error, ...inUse.codes)) return heldBy(what(found), inUse, error);
    throw error;
  }
  return undefined;
};

const heldBy = (what: string, { seconds, by }: InUse, error: unknown): Wait => {
  const until = by ? `${by} to let go of ${what}` : `${what} to be free`;
  return new Wait(seconds, `${until} (${codeOf(error)}: ${messageOf(error)})`, undefined, error);
};

/** @param what has the resource's name: `the stack tenantry-…` */
export const foreignError = (what: string, { code, advice }: Foreign): StalledError =>
  new StalledError(`${what} has this tenant's name and not its tag`, { code, advice });

/** Waits for all, so that nothing is at work any more when the step has failed. @throws the first error, rather than a wait */
const all = async <T>(works: readonly Promise<T>[]): Promise<T[]> => {
  const outcomes = await Promise.allSettled(works);
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  if (errors.length > 0) throw errors.find((error) => !(error instanceof Wait)) ?? errors[0];
  return Promise.all(works);
};
