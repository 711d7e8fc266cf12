import { expect, test } from '@jest/globals';
import { look, takeMessage } from './releases.ts';
import { sha256 } from './shelf.ts';
import { releaseWorld } from './testing/release-world.ts';

const ended = (executionId: string) => ({ kind: 'ended', executionId }) as const;
const names = (world: ReturnType<typeof releaseWorld>) => world.published.map(({ name }) => name);

test('what was built becomes a release: archives by commit, a manifest with their hashes, the newest by name', async () => {
  const world = releaseWorld();
  world.built('one', { database: 'a', api: 'b', ui: 'c' });
  await takeMessage(world.ports, ended('one'));
  const release = await world.ports.current();
  expect(release).toMatchObject({ releaseId: 'aaaaaaaa-bbbbbbbb-cccccccc', commits: { ui: 'c'.repeat(40) } });
  for (const { key, sha256: hash, repository, commit } of release?.artifacts ?? []) {
    expect(key).toBe(`releases/${repository}/${commit}.zip`);
    expect(sha256(world.objects.get(key) ?? Buffer.of())).toBe(hash);
  }
  expect(await world.ports.shelf.release('aaaaaaaa-bbbbbbbb-cccccccc')).toEqual(release);
  expect(world.published).toMatchObject([{ name: 'ReleaseMade', detail: { eventId: 'deployment/ReleaseMade/one', release } }]);
  expect(world.later).toMatchObject([{ message: { kind: 'rollout', releaseId: release?.releaseId, executionId: 'one' } }]);
});

test('a commit keeps the archive that was made of it first, whatever a later build makes', async () => {
  const world = releaseWorld();
  world.built('one', { database: 'a', api: 'b', ui: 'c' });
  await takeMessage(world.ports, ended('one'));
  const first = new Map(world.objects);
  world.built('two', { database: 'a', api: 'b', ui: 'd' });
  await takeMessage(world.ports, ended('two'));
  for (const [key, body] of first) if (!key.endsWith('current.json')) expect([key, world.objects.get(key)]).toEqual([key, body]);
  expect((await world.ports.current())?.releaseId).toBe('aaaaaaaa-bbbbbbbb-dddddddd');
});

test('the same event twice, or the same commits built again, are no second release', async () => {
  const world = releaseWorld();
  world.built('one', { database: 'a', api: 'b', ui: 'c' });
  await takeMessage(world.ports, ended('one'));
  await takeMessage(world.ports, ended('one'));
  world.built('again', { database: 'a', api: 'b', ui: 'c' });
  await takeMessage(world.ports, ended('again'));
  expect(names(world)).toEqual(['ReleaseMade']);
});

test('a worker that dies before the release is the newest is followed by one that tells it by the same id', async () => {
  const world = releaseWorld();
  world.built('one', { database: 'a', api: 'b', ui: 'c' });
  const dying = { ...world.ports, shelf: { ...world.ports.shelf, setCurrent: () => Promise.reject(new Error('killed')) } };
  await expect(takeMessage(dying, ended('one'))).rejects.toThrow('killed');
  await takeMessage(world.ports, ended('one'));
  expect(world.published.map(({ detail }) => detail.eventId)).toEqual(Array(2).fill('deployment/ReleaseMade/one'));
  expect((await world.ports.current())?.releaseId).toBe('aaaaaaaa-bbbbbbbb-cccccccc');
});

test('an older build whose event is late does not become the newest release', async () => {
  const world = releaseWorld();
  world.built('old', { database: 'a', api: 'b', ui: 'c' });
  world.built('new', { database: 'a', api: 'b', ui: 'd' });
  await takeMessage(world.ports, ended('new'));
  await takeMessage(world.ports, ended('old'));
  expect((await world.ports.current())?.releaseId).toBe('aaaaaaaa-bbbbbbbb-dddddddd');
  expect(names(world)).toEqual(['ReleaseMade']);
});

test('commits that are built again after others are the newest release again, and tenants hear of it', async () => {
  const world = releaseWorld();
  for (const [id, ui] of [
    ['one', 'c'],
    ['two', 'd'],
    ['three', 'c'],
  ] as const) {
    world.built(id, { database: 'a', api: 'b', ui });
    await takeMessage(world.ports, ended(id));
  }
  expect((await world.ports.current())?.releaseId).toBe('aaaaaaaa-bbbbbbbb-cccccccc');
  expect(new Set(world.published.map(({ detail }) => detail.eventId)).size).toBe(3);
});

test('a build that failed says which call, why and what to do, and tenants keep what they have', async () => {
  const world = releaseWorld();
  const failure = { repository: 'ui', commits: { ui: 'c'.repeat(40) }, call: 'CodeBuild StartBuild', code: 'JobFailed', message: 'no' };
  world.executions.push({ state: 'failed', executionId: 'one', failure });
  await takeMessage(world.ports, ended('one'));
  expect(world.published).toMatchObject([
    {
      name: 'ReleaseFailed',
      detail: { ...failure, eventId: 'deployment/ReleaseFailed/one', advice: expect.stringContaining('push a commit') },
    },
  ]);
  expect([await world.ports.current(), world.later]).toEqual([undefined, []]);
});

test('an archive that is gone is no release', async () => {
  const world = releaseWorld();
  world.built('one', { database: 'a', api: 'b', ui: 'c' });
  world.objects.delete('archives/one/ui');
  await expect(takeMessage(world.ports, ended('one'))).rejects.toThrow('archives/one/ui is gone');
  expect(await world.ports.current()).toBeUndefined();
});

test('the schedule finds what was built before anybody listened, and is content with what it finds', async () => {
  const world = releaseWorld();
  expect(await look(world.ports)).toBeUndefined();
  world.built('one', { database: 'a', api: 'b', ui: 'c' });
  expect([await look(world.ports), await look(world.ports)]).toEqual(Array(2).fill('aaaaaaaa-bbbbbbbb-cccccccc'));
  expect(names(world)).toEqual(['ReleaseMade']);
});
