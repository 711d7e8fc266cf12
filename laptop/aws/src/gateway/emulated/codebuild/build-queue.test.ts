import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { quotas } from '../../rules/quotas.ts';
import { setUpBuilds, spec } from './testing/builds.ts';
import type { Build } from './types.ts';

let runFolder: string;
beforeEach(async () => {
  runFolder = await mkdtemp(join(tmpdir(), 'build-queue-'));
});
afterEach(() => rm(runFolder, { recursive: true, force: true }));
const setUp = (options?: Parameters<typeof setUpBuilds>[1]) => setUpBuilds(runFolder, options);

test('a build is refused beyond what an account may run and queue, and queues at its limit', async () => {
  const { fake, call, createProject, start, codebuildService } = setUp();
  const reaches = async (build: Build, phase: string): Promise<void> => {
    while (build.currentPhase !== phase) await new Promise((resolve) => setImmediate(resolve));
  };
  Object.assign(quotas(fake.context), { concurrentBuilds: 1, queuedBuilds: 1 });
  await createProject(spec(`  build: { commands: ['sleep 600'] }`));
  const running = start();
  await reaches(running.build, 'BUILD');
  const queued = start();
  await reaches(queued.build, 'QUEUED');
  await expect(call('StartBuild', { projectName: 'project' })).rejects.toMatchObject({
    code: 'AccountLimitExceededException',
    message: 'Cannot have more than 1 builds in queue for the account',
  });
  await call('StopBuild', { id: running.build.id });
  await reaches(queued.build, 'BUILD');
  await expect(call('StartBuild', { projectName: 'project' })).resolves.toMatchObject({ build: { buildStatus: 'IN_PROGRESS' } });
  await codebuildService.stopAll();
});

test('a build queues while the machine is busy', async () => {
  const { createProject, start, codebuildService } = setUp({ builds: 1 });
  await createProject(spec(`  build: { commands: ['sleep 600'] }`));
  // The slot goes to whoever has made its folders first: the second comes when the first has it.
  const first = start();
  while (first.build.currentPhase !== 'BUILD') await new Promise((resolve) => setImmediate(resolve));
  const second = start();
  while (second.build.currentPhase !== 'QUEUED') await new Promise((resolve) => setImmediate(resolve));
  expect(first.build.currentPhase).toBe('BUILD');
  await codebuildService.stopAll();
  expect([first.build.buildStatus, second.build.buildStatus]).toEqual(['STOPPED', 'STOPPED']);
});
