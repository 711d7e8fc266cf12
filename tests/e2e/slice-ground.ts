import { testRegion } from '@tenantry/shared/testing/accounts';
import { runningLocal } from '../../laptop/src/running.ts';
import { cleanRun } from '../faults/clean-run.ts';
import { type Ground, groundOn } from '../faults/ground.ts';
import { testedLaptop } from '../faults/tested-laptop.ts';

/** The ground of a slice of a matrix. What a ready tenant has is found out while the slice runs. Its tap runs until it is stopped. */
export const sliceGround = async (): Promise<Ground> => {
  const ground = await groundOn(await testedLaptop({ url: runningLocal().url, region: testRegion }));
  return { ...ground, expected: cleanRun(ground).then(({ inventory }) => inventory) };
};
