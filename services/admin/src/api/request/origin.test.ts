import { expect, test } from '@jest/globals';
import { originCheck } from './origin.ts';

const check = (...readings: readonly (readonly string[])[]) => {
  const world = { now: 0, reads: 0 };
  const isDistributions = originCheck(
    async () => readings[Math.min(world.reads++, readings.length - 1)] ?? [],
    () => world.now,
  );
  return { world, isDistributions };
};

test('the value in use and the one before count, and are read once', async () => {
  const { world, isDistributions } = check(['new', 'old']);
  expect([await isDistributions('new'), await isDistributions('old'), await isDistributions('new')]).toEqual([true, true, true]);
  expect(world.reads).toBe(1);
});

test('strangers have the values read once in five seconds at most', async () => {
  const { world, isDistributions } = check(['new']);
  for (const sent of [undefined, '', 'guess', 'guess']) expect(await isDistributions(sent)).toBe(false);
  expect(world.reads).toBe(1);
  world.now = 5_000;
  for (const sent of ['guess', 'guess']) expect(await isDistributions(sent)).toBe(false);
  expect(world.reads).toBe(2);
});

test('a value that came up meanwhile is known by itself', async () => {
  const { world, isDistributions } = check(['first'], ['second', 'first']);
  expect(await isDistributions('first')).toBe(true);
  world.now = 60_000;
  expect([await isDistributions('second'), await isDistributions('first')]).toEqual([true, true]);
});

test('nothing counts where there is no value', async () => {
  const { isDistributions } = check([]);
  for (const sent of [undefined, '', 'guess']) expect(await isDistributions(sent)).toBe(false);
});

test('a reading that fails is tried again', async () => {
  let reads = 0;
  const isDistributions = originCheck(
    () => (reads++ === 0 ? Promise.reject(new Error('Throttled')) : Promise.resolve(['new'])),
    () => 0,
  );
  await expect(isDistributions('new')).rejects.toThrow('Throttled');
  expect(await isDistributions('new')).toBe(true);
});
