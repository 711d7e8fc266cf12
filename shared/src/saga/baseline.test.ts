import { expect, test } from '@jest/globals';
import { AccountReleased } from '@tenantry/events-schema/account';
import { NetworkRemoved } from '@tenantry/events-schema/network';
import { baselineOf } from './baseline.ts';
import { stage, step } from './stage.ts';

const nothing = { ensure: async () => ({}), remove: async () => undefined };
const of = (...steps: readonly (readonly [name: string, revision?: number])[]): string =>
  baselineOf(
    steps.reduce(
      (list, [name, revision]) => list.step(step(name, nothing, revision === undefined ? {} : { revision })),
      stage<object>('network', { removeOn: [AccountReleased], removed: NetworkRemoved }),
    ),
  );

test('the baseline of a stage is that of its steps, in their order', () => {
  expect(of(['vpc'], ['subnets'])).toMatch(/^[0-9a-f]{8}$/);
  expect(of(['vpc'], ['subnets'])).toBe(of(['vpc', 1], ['subnets', 1]));
});

test('a step more, one less, another order or a new revision is another baseline', () => {
  const all = [of(['a'], ['b']), of(['a']), of(['b'], ['a']), of(['a'], ['b', 2]), of(['a'], ['b'], ['c'])];
  expect(new Set(all).size).toBe(all.length);
});
