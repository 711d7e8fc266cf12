import { expect, test } from '@jest/globals';
import { isLive } from './live-tenants.ts';
import { takeMessage } from './releases.ts';
import { WAVE } from './rollout.ts';
import { releaseWorld } from './testing/release-world.ts';

const tenants = Array.from({ length: 2 * WAVE.tenants + 1 }, (_, n) => `01M867C2TX8RY9A91X6PTGC${String(n).padStart(3, '0')}`);
const withRelease = async (live: readonly string[]) => {
  const world = releaseWorld(live);
  world.built('one', { database: 'a', api: 'b', ui: 'c' });
  await takeMessage(world.ports, { kind: 'ended', executionId: 'one' });
  world.published.length = 0;
  return world;
};

test('a release goes to every live tenant once, some at a time', async () => {
  const world = await withRelease(tenants);
  const waits: number[] = [];
  for (let next = world.later.shift(); next; next = world.later.shift()) {
    const before = world.published.length;
    await takeMessage(world.ports, next.message);
    expect(world.published.length - before).toBeLessThanOrEqual(WAVE.tenants);
    waits.push(next.seconds);
  }
  expect(world.published.map(({ detail }) => detail.tenantId)).toEqual(tenants);
  expect(world.published[0]).toMatchObject({ name: 'ReleaseRequested', detail: { wanted: { releaseId: 'aaaaaaaa-bbbbbbbb-cccccccc' } } });
  expect(waits.slice(1)).toEqual([WAVE.seconds, WAVE.seconds]);
});

test('a wave that is done twice asks by the same event ids', async () => {
  const world = await withRelease(tenants.slice(0, 2));
  const [first] = world.later;
  for (let twice = 0; twice < 2; twice++) if (first) await takeMessage(world.ports, first.message);
  const ids = world.published.map(({ detail }) => detail.eventId);
  expect(ids.slice(2)).toEqual(ids.slice(0, 2));
  expect(ids[0]).toBe(`${tenants[0]}/pipeline/ReleaseRequested/one`);
});

test('a roll-out ends where a newer release has begun its own', async () => {
  const world = await withRelease(tenants);
  const [old] = world.later;
  world.built('two', { database: 'a', api: 'b', ui: 'd' });
  await takeMessage(world.ports, { kind: 'ended', executionId: 'two' });
  world.published.length = 0;
  if (old) await takeMessage(world.ports, old.message);
  expect(world.published).toEqual([]);
});

test.each([
  ['a tenant that was ready', true, { desired: 'present', published: { TenantReady: 1 } }],
  ['one that is being on-boarded: it takes the newest itself', false, { desired: 'present', published: {} }],
  ['one that is taken back', false, { desired: 'absent', published: { TenantReady: 1 } }],
  ['one that is gone', false, { desired: 'present', published: { TenantReady: 1 }, ended: true }],
] as const)('%s: %s', (_who, is, record) => {
  expect(isLive(record)).toBe(is);
});
