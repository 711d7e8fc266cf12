import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { isNotYet, Wait } from '../failure/errors.ts';
import type { Step } from '../saga/stage.ts';
import { PATIENCE_MS } from './eventually.ts';

export interface StepContract<Scope, Needs, Out extends object> {
  readonly step: Step<string, Scope, Needs, Out>;
  /** Scope and inputs of one tenant; every call is another tenant, with everything that earlier steps build already there. */
  readonly tenant: () => Promise<{ readonly scope: Scope; readonly needs: Needs }>;
  /** Ids of what the step owns for that tenant, from AWS itself (Describe or List), gone and terminal states left out. */
  readonly list: (scope: Scope, needs: Needs) => Promise<readonly string[]>;
  /** How many AWS resources the step owns when done; 1 by default. */
  readonly owns?: number;
  /** Spoils what the step owns, so that `ensure` has something to repair; absent where AWS lets nobody change it. */
  readonly drift?: (scope: Scope, needs: Needs, out: Out) => Promise<void>;
  /** Whether it is as `ensure` leaves it; asked after the repair. */
  readonly isSound?: (scope: Scope, needs: Needs, out: Out) => Promise<boolean>;
  /** The step only waits, or owns nothing that can be removed by itself. */
  readonly keepsAfterRemove?: boolean;
}

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

/** What every step promises, tried against AWS: one definition, so that no step promises less than its siblings. */
export const stepContract = <Scope, Needs, Out extends object>(contract: StepContract<Scope, Needs, Out>): void => {
  const { step, list } = contract;
  const owns = contract.owns ?? 1;
  const ensure = (scope: Scope, needs: Needs, saved = {}) => settled(() => step.ensure(scope, needs, saved));
  const remove = (scope: Scope, heard: Partial<Needs>, saved = {}) => settled(() => step.remove(scope, heard, saved));

  test(`${step.name}: ensured twice is created once, with and without what was saved`, async () => {
    const { scope, needs } = await contract.tenant();
    const first = await ensure(scope, needs);
    const ids = [...(await list(scope, needs))].sort();
    expect(ids).toHaveLength(owns);
    // A crash after the creation lost the output: discovery must find it.
    expect(await ensure(scope, needs)).toEqual(first);
    expect(await ensure(scope, needs, first)).toEqual(first);
    expect([...(await list(scope, needs))].sort()).toEqual(ids);
    await remove(scope, needs, first);
  });

  test(`${step.name}: removed twice is gone, and removing what never was is success`, async () => {
    const { scope, needs } = await contract.tenant();
    await remove(scope, needs);
    const out = await ensure(scope, needs);
    await remove(scope, needs);
    if (!contract.keepsAfterRemove) expect(await list(scope, needs)).toEqual([]);
    await remove(scope, needs, out);
  });

  test(`${step.name}: another tenant's resource is never touched`, async () => {
    const mine = await contract.tenant();
    const theirs = await contract.tenant();
    await ensure(theirs.scope, theirs.needs);
    const before = [...(await list(theirs.scope, theirs.needs))].sort();
    await ensure(mine.scope, mine.needs);
    await remove(mine.scope, mine.needs);
    expect([...(await list(theirs.scope, theirs.needs))].sort()).toEqual(before);
    await remove(theirs.scope, theirs.needs);
  });

  const { drift, isSound } = contract;
  if (drift && isSound) {
    test(`${step.name}: drift is repaired`, async () => {
      const { scope, needs } = await contract.tenant();
      const out = await ensure(scope, needs);
      await drift(scope, needs, out);
      const repaired = await ensure(scope, needs, out);
      expect(await isSound(scope, needs, repaired)).toBe(true);
      expect(await list(scope, needs)).toHaveLength(owns);
      await remove(scope, needs, repaired);
    });
  }
};
