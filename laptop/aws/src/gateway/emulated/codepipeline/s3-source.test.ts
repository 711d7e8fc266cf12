import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { build, declaration, setUpPipelines } from './testing/pipelines.ts';
import type { ActionDeclaration } from './types.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 's3-source-'));
  await writeFile(join(folder, 'file'), 'repository');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const source = (more: Readonly<Record<string, string>> = {}): ActionDeclaration => ({
  name: 'Api',
  namespace: 'Api',
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'S3', version: '1' },
  configuration: { S3Bucket: 'bucket', S3ObjectKey: 'releases/api/1.zip', PollForSourceChanges: 'false', ...more },
  outputArtifacts: [{ name: 'Api' }],
});
const setUp = async (more: Readonly<Record<string, string>> = {}) => {
  const set = await setUpPipelines(folder, join(folder, 'run'), { Data: 'phases: { build: { commands: [cat file] } }' });
  for (const n of ['1', '2'])
    set.fake.objects.set(`bucket/releases/api/${n}.zip`, Buffer.from(zipSync({ file: new TextEncoder().encode(`release ${n}`) })));
  const stages = [{ name: 'Source', actions: [source(more)] }, ...declaration([build('Data')]).stages.slice(1)];
  const create = () => set.call('CreatePipeline', { pipeline: declaration([], { stages }) });
  return { ...set, create };
};
const override = (revisionType: string) => ({
  name: 'customer',
  sourceRevisions: [{ actionName: 'Api', revisionType, revisionValue: 'releases/api/2.zip' }],
});

test('an object of a versioned bucket is a source, and says which it was', async () => {
  const { create, finished, actions } = await setUp();
  await create();
  expect(await finished()).toMatchObject({ status: 'Succeeded' });
  expect((await actions()).find(({ actionName }) => actionName === 'Api')?.output.outputVariables).toMatchObject({
    BucketName: 'bucket',
    ObjectKey: 'releases/api/1.zip',
    VersionId: 'v1',
  });
});

test.each(['s3:GetBucketVersioning', 's3:GetObject', 's3:GetObjectVersion'])('without %s there is no source', async (action) => {
  const { fake, create, finished, actions } = await setUp();
  fake.denied.add(action);
  await create();
  expect((await finished()).status).toBe('Failed');
  expect((await actions())[0]?.output.executionResult.errorDetails?.code).toBe('PermissionError');
});

test('a start names another object where the action lets it, and is refused where it does not', async () => {
  const closed = await setUp();
  await closed.create();
  await closed.finished();
  await expect(closed.call('StartPipelineExecution', override('S3_OBJECT_KEY'))).rejects.toMatchObject({ code: 'ValidationException' });
  await expect(closed.call('StartPipelineExecution', override('COMMIT_ID'))).rejects.toMatchObject({ code: 'ValidationException' });
  const open = await setUp({ AllowOverrideForS3ObjectKey: 'true' });
  await open.create();
  await open.finished();
  await open.call('StartPipelineExecution', override('S3_OBJECT_KEY'));
  expect((await open.finished()).status).toBe('Succeeded');
  expect((await open.actions()).map(({ output }) => output.outputVariables.ObjectKey)).toContain('releases/api/2.zip');
});

test('a source without a key is no action', async () => {
  const { call } = await setUp();
  const stages = [{ name: 'Source', actions: [source({ S3ObjectKey: '' })] }, ...declaration([build('Data')]).stages.slice(1)];
  await expect(call('CreatePipeline', { pipeline: declaration([], { stages }) })).rejects.toMatchObject({
    code: 'InvalidActionDeclarationException',
  });
});
