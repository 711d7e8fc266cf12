import { expect, test } from '@jest/globals';
import type { LooseVerbs, Resource } from '../saga/resource-verbs.ts';
import { clauses, withVerbs } from './step-contract.ts';
import { PROMISES, type StepContract } from './step-promises.ts';

/** A resource that breaks one rule, by one verb. */
interface Mutant {
  /** What it does wrong. */
  readonly does: string;
  /** The promise that it breaks first of all. */
  readonly breaks: string;
  readonly verbs: Partial<LooseVerbs>;
}

const nothing = async (): Promise<undefined> => undefined;

/** Answers what was found last, wherever something was saved. */
const trustingSaved = (find: LooseVerbs['find']): LooseVerbs['find'] => {
  let last: readonly unknown[] = [];
  return async (scope, heard, saved) => {
    if (Object.keys(saved).length === 0 || last.length === 0) last = await find(scope, heard, saved);
    return last;
  };
};

/** Those that make sense for a resource. */
const mutantsOf = ({ find, differs, isDead, gone, foreign, isOurs }: LooseVerbs): readonly Mutant[] => [
  { does: 'never finds what is there', breaks: PROMISES.twice, verbs: { find: async () => [] } },
  { does: 'removes nothing', breaks: PROMISES.removed, verbs: { remove: nothing } },
  { does: 'takes what was saved for a proof', breaks: PROMISES.vanished, verbs: { find: trustingSaved(find) } },
  ...(gone.length > 0 ? [{ does: 'takes what is gone for an error', breaks: PROMISES.late, verbs: { gone: [] } }] : []),
  // Where AWS is asked for the tenant's tag, `isOurs` has nothing to refuse.
  ...(isOurs && foreign ? [{ does: 'adopts what has its name', breaks: PROMISES.foreign, verbs: { isOurs: () => true } }] : []),
  ...(foreign ? [{ does: 'does not say what is in its way', breaks: PROMISES.foreign, verbs: { foreign: undefined } }] : []),
  ...(differs ? [{ does: 'sees no drift', breaks: PROMISES.drift, verbs: { differs: () => [] } }] : []),
  ...(differs ? [{ does: 'repairs nothing', breaks: PROMISES.drift, verbs: { repair: nothing } }] : []),
  ...(isDead ? [{ does: 'builds on what is dead', breaks: PROMISES.vanished, verbs: { isDead: () => false } }] : []),
];

/**
 * Proves that the contract of a resource fails when the resource breaks a rule, so that its clauses and its hooks really look.
 * @param equivalent mutants that break nothing here, each with why
 */
export const contractCatches = <Scope, Needs, Out extends object>(
  contract: StepContract<Scope, Needs, Out>,
  equivalent: Readonly<Record<string, string>> = {},
): void => {
  const { step } = contract;
  const mutants = mutantsOf((step as Resource<string, Scope, Needs, Out>).verbs).filter(({ does }) => !(does in equivalent));
  test.each(mutants)(`${step.name}: the contract catches one that $does`, async ({ verbs, breaks }) => {
    expect(await broken({ ...contract, step: withVerbs(step, verbs) }, breaks)).toBeDefined();
  });
};

/** The promise that a step breaks; the likeliest is tried first. */
const broken = async <Scope, Needs, Out extends object>(
  contract: StepContract<Scope, Needs, Out>,
  likeliest: string,
): Promise<string | undefined> => {
  const [first, others] = [true, false].map((is) => clauses(contract).filter(({ title }) => (title === likeliest) === is));
  for (const { title, run } of [...(first ?? []), ...(others ?? [])]) {
    try {
      await run();
    } catch {
      return title;
    }
  }
  return undefined;
};
