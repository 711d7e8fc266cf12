import { testRegion } from '@tenantry/shared/testing/accounts';
import { cleanRun } from '../../local/src/faults/clean-run.ts';
import { type Ground, groundOn } from '../../local/src/faults/ground.ts';
import { testedLaptop } from '../../local/src/faults/tested-laptop.ts';
import { runningLocal } from '../../local/src/test/running.ts';

/** The ground of a slice of a matrix. What a ready tenant has is found out while the slice runs. Its tap runs until it is stopped. */
export const sliceGround = async (): Promise<Ground> => {
  const ground = await groundOn(await testedLaptop({ url: runningLocal().url, region: testRegion }));
  return { ...ground, expected: cleanRun(ground).then(({ inventory }) => inventory) };
};
