import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { codeOf, failureOf, isNotYet, Wait } from '../failure/errors.ts';
import type { LooseVerbs, Resource } from '../saga/resource-verbs.ts';
import type { Step } from '../saga/stage.ts';
import { PATIENCE_MS } from './eventually.ts';
import { type Clause, PROMISES, type StepContract } from './step-promises.ts';

/** On the laptop's instant clock every state ends within a tenth of a second: a pause that is short against it. Milliseconds. */
const PAUSE = 20;

/** Calls again while the step waits, as the runner does. */
export const settled = async <T>(call: () => Promise<T>): Promise<T> => {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Wait || isNotYet(error)) || Date.now() > deadline) throw error;
      await setTimeout(PAUSE);
    }
  }
};

/** What every step promises, tried against AWS: one definition, so that no step promises less than its siblings. @returns the contract, for `contractCatches` */
export const stepContract = <Scope, Needs, Out extends object>(
  contract: StepContract<Scope, Needs, Out>,
): StepContract<Scope, Needs, Out> => {
  for (const { title, run } of clauses(contract)) test(`${contract.step.name}: ${title}`, run);
  return contract;
};

/** The contract's clauses for a step. */
export const clauses = <Scope, Needs, Out extends object>(contract: StepContract<Scope, Needs, Out>): readonly Clause[] => {
  const { step, owns = 1, drift, isSound, foreign } = contract;
  const { creates } = step.facts;
  const verbs = (step as Partial<Resource<string, Scope, Needs, Out>>).verbs;
  const tenant = async () => {
    const { scope, needs, root = scope } = await contract.tenant();
    return {
      scope,
      needs,
      root,
      list: async () => [...(await contract.list(root, needs))].sort(),
      ensure: (saved = {}) => settled(() => permitted(step.name, () => step.ensure(scope, needs, saved))),
      remove: (saved = {}) => settled(() => permitted(step.name, () => step.remove(scope, needs as Partial<Needs>, saved))),
    };
  };
  const found: Clause[] = [
    {
      title: PROMISES.twice,
      run: async () => {
        const { needs, root, ensure, list, remove } = await tenant();
        const first = await ensure();
        const ids = await list();
        await requireKnown(step.name, verbs, root, needs);
        expect(ids).toHaveLength(owns);
        // A crash after the creation lost the output: discovery must find it.
        expect(await ensure()).toEqual(first);
        expect(await ensure(first)).toEqual(first);
        expect(await list()).toEqual(ids);
        await remove(first);
      },
    },
    {
      title: PROMISES.removed,
      run: async () => {
        const { ensure, list, remove } = await tenant();
        await remove();
        const out = await ensure();
        await remove();
        if (!contract.keepsAfterRemove) requireNone(step.name, await list());
        await remove(out);
      },
    },
    {
      title: PROMISES.others,
      run: async () => {
        const mine = await tenant();
        const theirs = await tenant();
        await theirs.ensure();
        const before = await theirs.list();
        await mine.ensure();
        await mine.remove();
        expect(await theirs.list()).toEqual(before);
        await theirs.remove();
      },
    },
  ];
  if (!contract.keepsAfterRemove) {
    found.push({
      title: PROMISES.vanished,
      run: async () => {
        const { ensure, list, remove } = await tenant();
        const first = await ensure();
        await remove(first);
        const second = await ensure(first);
        expect(await list()).toHaveLength(owns);
        expect(await ensure(second)).toEqual(second);
        await remove(second);
      },
    });
  }
  if (typeof drift === 'function' && isSound) {
    found.push({
      title: PROMISES.drift,
      run: async () => {
        const { needs, root, ensure, list, remove } = await tenant();
        const out = await ensure();
        await drift(root, needs, out);
        const repaired = await ensure(out);
        expect(await isSound(root, needs, repaired)).toBe(true);
        expect(await list()).toHaveLength(owns);
        await remove(repaired);
      },
    });
  } else if (verbs?.differs && drift === undefined) {
    found.push(missing('`drift` and `isSound`', 'it says by `differs` what it repairs: spoil that as root, or say `drift: { cannot }`'));
  }
  if (typeof foreign === 'function') {
    found.push({
      title: PROMISES.foreign,
      run: async () => {
        const { scope, needs, root, ensure, list, remove } = await tenant();
        const { id, isUntouched } = await foreign(root, needs);
        const refusal = await ensure().then(
          () => undefined,
          (error: unknown) => error,
        );
        if (refusal === undefined) {
          // Names are not unique: it has made one beside it.
          const ids = await list();
          expect(ids).not.toContain(id);
          expect(ids).toHaveLength(owns);
        } else {
          expect(refusal).toMatchObject({ name: 'StalledError', advice: expect.stringMatching(/\S/) });
        }
        expect(await isUntouched()).toBe(true);
        await remove();
        await settled(() => step.remove(scope, needs as Partial<Needs>, {}));
        expect(await isUntouched()).toBe(true);
      },
    });
  } else if (foreign === undefined && (verbs ? verbs.isOurs : creates.length > 0 && !contract.keepsAfterRemove)) {
    found.push(missing('`foreign`', "make, as root, what has its name and not the tenant's tag, or say `foreign: { cannot }`"));
  }
  if (verbs && !contract.keepsAfterRemove) {
    found.push({
      title: PROMISES.late,
      run: async () => {
        const { root, needs, ensure, remove } = await tenant();
        const out = await ensure();
        const shown = await verbs.find(root as never, needs as never, out as never);
        await remove(out);
        const late = withVerbs(step, { find: async () => shown });
        const error = await late.remove(root, needs as Partial<Needs>, out).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        // It is asked again then, and AWS's lists have caught up.
        if (error !== undefined && !(error instanceof Wait)) expect(`not in gone: ${codeOf(error)}`).toBe('');
      },
    });
  }
  return found;
};

const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|Unauthorized(Exception)?|AuthorizationError(Exception)?)$/;
/** @throws Error that says where a permission is given, when one is missing */
const permitted = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (!DENIED.test(codeOf(cause))) throw cause;
    const { call, message } = failureOf(cause);
    throw new Error(`${name} may not call ${call}: allow it in landing-zone/src/policies (${EXTENDING}). AWS says: ${message}`, { cause });
  }
};

/** @throws Error when a resource does not know what it has created itself */
const requireKnown = async (name: string, verbs: LooseVerbs | undefined, root: unknown, needs: unknown): Promise<void> => {
  if (!verbs) return;
  const found = await verbs.find(root as never, needs as never, {} as never);
  const ours = await Promise.all(found.map((one) => verbs.isOurs?.(root as never, one as never) ?? true));
  if (!ours.includes(true)) {
    const what = found.length === 0 ? 'does not find what it has created' : "does not know by the tenant's tag what it has created";
    throw new Error(`${name} ${what}: give it tenantTags in create, and look for them in find and isOurs (${EXTENDING})`);
  }
};

/** @throws Error when something is left after the removal */
const requireNone = (name: string, left: readonly string[]): void => {
  if (left.length > 0) throw new Error(`${name} leaves ${left.join(', ')} behind: delete it in remove (${EXTENDING})`);
};

const EXTENDING = 'docs/extending.md#a-resource';
const missing = (what: string, how: string): Clause => ({
  title: `its test gives ${what}`,
  run: async () => {
    throw new Error(`stepContract needs ${what}: ${how} (${EXTENDING})`);
  },
});

/** The same resource with other verbs. */
export const withVerbs = <Scope, Needs, Out extends object>(
  step: Step<string, Scope, Needs, Out>,
  verbs: Partial<LooseVerbs>,
): Step<string, Scope, Needs, Out> => (step as Resource<string, Scope, Needs, Out>).withVerbs(verbs);
