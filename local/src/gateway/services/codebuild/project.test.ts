import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fakeCall } from '../testing/fake-context.ts';
import { serviceRole, setUpBuilds, spec } from './testing/builds.ts';

let runFolder: string;
beforeEach(async () => {
  runFolder = await mkdtemp(join(tmpdir(), 'codebuild-'));
});
afterEach(() => rm(runFolder, { recursive: true, force: true }));
const setUp = () => setUpBuilds(runFolder);

describe('a project', () => {
  test('is created once, and its role is passed and must trust CodeBuild', async () => {
    const { fake, createProject } = setUp();
    await createProject(spec('  build: {}'));
    expect(fake.authorized).toContainEqual({ arn: fakeCall().caller.arn, action: 'iam:PassRole', resource: serviceRole });
    await expect(createProject(spec('  build: {}'))).rejects.toMatchObject({ code: 'ResourceAlreadyExistsException' });
    const stranger = createProject('version: 0.2\n', { name: 'other', serviceRole: 'arn:aws:iam::100000000003:role/none' });
    await expect(stranger).rejects.toMatchObject({ code: 'InvalidInputException', message: expect.stringContaining('sts:AssumeRole') });
    fake.denied.add('iam:PassRole');
    await expect(createProject('version: 0.2\n', { name: 'third' })).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });

  test('is found, changed and deleted by its name; deleting it twice succeeds', async () => {
    const { call, createProject } = setUp();
    await createProject(spec('  build: {}'));
    await call('UpdateProject', { name: 'project', description: 'changed', vpcConfig: { vpcId: 'vpc-1' } });
    expect(await call('BatchGetProjects', { names: ['project', 'absent'] })).toMatchObject({
      projects: [{ name: 'project', description: 'changed', timeoutInMinutes: 60, vpcConfig: { vpcId: 'vpc-1' } }],
      projectsNotFound: ['absent'],
    });
    await call('DeleteProject', { name: 'project' });
    await call('DeleteProject', { name: 'project' });
    expect(await call('ListProjects')).toEqual({ projects: [] });
  });

  test('for a pipeline has pipeline artifacts', async () => {
    const { createProject } = setUp();
    await expect(createProject('', { source: { type: 'CODEPIPELINE' } })).rejects.toMatchObject({ code: 'InvalidInputException' });
  });
});
