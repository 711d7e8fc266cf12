import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { caller, createFakeContext, fakeCall } from '../testing/fake-context.ts';
import { codecommit } from './codecommit.ts';

const repositoryName = 'orders-api';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codecommit-'));
  await writeFile(join(folder, 'package.json'), '{}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const setUp = () => {
  const service = codecommit({ sourceFolders: (name) => (name === repositoryName ? folder : undefined) });
  const fake = createFakeContext();
  return { service, fake, call: caller(service, fake) };
};
const commitId = async (call: ReturnType<typeof setUp>['call']): Promise<unknown> =>
  (await call<{ branch: { commitId: string } }>('GetBranch', { repositoryName, branchName: 'main' })).branch.commitId;

describe('codecommit', () => {
  test('a commit id follows the content of the folder, and no installed package or build output', async () => {
    const { call } = setUp();
    await call('CreateRepository', { repositoryName });
    const first = await commitId(call);
    expect(first).toMatch(/^[0-9a-f]{40}$/);
    for (const ignored of ['node_modules', 'dist', '.git']) {
      await mkdir(join(folder, ignored));
      await writeFile(join(folder, ignored, 'file'), 'x');
    }
    expect(await commitId(call)).toBe(first);
    await writeFile(join(folder, 'package.json'), '{ }');
    expect(await commitId(call)).not.toBe(first);
  });

  test('a repository name is taken once per account', async () => {
    const { service, fake, call } = setUp();
    await call('CreateRepository', { repositoryName });
    await expect(call('CreateRepository', { repositoryName })).rejects.toMatchObject({ code: 'RepositoryNameExistsException' });
    await expect(caller(service, fake, fakeCall('100000000005'))('CreateRepository', { repositoryName })).resolves.toBeDefined();
  });

  test('a repository, and a branch of one without a folder, may not exist', async () => {
    const { call } = setUp();
    await expect(commitId(call)).rejects.toMatchObject({ code: 'RepositoryDoesNotExistException' });
    await call('CreateRepository', { repositoryName: 'empty' });
    const branch = call('GetBranch', { repositoryName: 'empty', branchName: 'main' });
    await expect(branch).rejects.toMatchObject({ code: 'BranchDoesNotExistException' });
  });

  test('deleting an absent repository succeeds without an id', async () => {
    const { call } = setUp();
    expect(await call('DeleteRepository', { repositoryName })).toEqual({});
    await call('CreateRepository', { repositoryName });
    expect(await call('DeleteRepository', { repositoryName })).toHaveProperty('repositoryId');
  });

  test('tags are set on the repository that the ARN names', async () => {
    const { call } = setUp();
    const { repositoryMetadata } = await call<{ repositoryMetadata: { Arn: string } }>('CreateRepository', {
      repositoryName,
      tags: { a: '1' },
    });
    await call('TagResource', { resourceArn: repositoryMetadata.Arn, tags: { b: '2' } });
    expect(await call('ListTagsForResource', { resourceArn: repositoryMetadata.Arn })).toEqual({ tags: { a: '1', b: '2' } });
  });
});
