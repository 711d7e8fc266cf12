import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { build, declaration, setUpPipelines } from './testing/pipelines.ts';
import type { Execution } from './types.ts';

let folder: string;
let runFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codepipeline-'));
  runFolder = await mkdtemp(join(tmpdir(), 'codepipeline-run-'));
  await writeFile(join(folder, 'index.txt'), 'source');
});
afterEach(async () => {
  for (const path of [folder, runFolder]) await rm(path, { recursive: true, force: true });
});

const setUp = (buildspecs: Record<string, string>) => setUpPipelines(folder, runFolder, buildspecs);
const echo = (command: string, rest = ''): string => `phases: { build: { commands: [${JSON.stringify(command)}] } }\n${rest}`;

describe('a pipeline', () => {
  test('runs by itself when it is created, sources side by side, then builds on their artifacts', async () => {
    const { fake, call, finished, actions } = await setUp({
      Data: echo('cat index.txt $CODEBUILD_SRC_DIR_Ui/index.txt > both.txt', 'artifacts: { files: [both.txt] }'),
    });
    const inputs = { inputArtifacts: [{ name: 'Api' }, { name: 'Ui' }], outputArtifacts: [{ name: 'Release' }] };
    await call('CreatePipeline', {
      pipeline: declaration([build('Data', { ...inputs, configuration: { ProjectName: 'Data', PrimarySource: 'Api' } })]),
    });
    expect(await finished()).toMatchObject({ status: 'Succeeded', trigger: { triggerType: 'CreatePipeline' } });
    const [data] = await actions();
    expect(data).toMatchObject({
      actionName: 'Data',
      status: 'Succeeded',
      output: { executionResult: { externalExecutionId: expect.stringMatching(/^Data:/) } },
    });
    const { bucket, key } = data?.output.outputArtifacts[0]?.s3location ?? { bucket: '', key: '' };
    expect(strFromU8(unzipSync(fake.objects.get(`${bucket}/${key}`) ?? Buffer.alloc(0))['both.txt'] ?? new Uint8Array())).toBe(
      'sourcesource',
    );
  });

  test('gives builds its variables, those of earlier actions and the exported ones of earlier builds', async () => {
    const { call, finished, actions } = await setUp({
      First: echo('export URL=https://$COMMIT', 'env: { exported-variables: [URL] }'),
      Second: echo('test "$URL" = "https://$COMMIT" -a "$CUSTOMER" = \'a "b"\''),
    });
    const variables = (entries: Record<string, string>) =>
      JSON.stringify(Object.entries(entries).map(([name, value]) => ({ name, value, type: 'PLAINTEXT' })));
    const configured = (name: string, entries: Record<string, string>) => ({ ProjectName: name, EnvironmentVariables: variables(entries) });
    const first = build('First', { namespace: 'first', configuration: configured('First', { COMMIT: '#{Api.CommitId}' }) });
    const second = build('Second', {
      runOrder: 2,
      configuration: configured('Second', { COMMIT: '#{Api.CommitId}', URL: '#{first.URL}', CUSTOMER: '#{variables.customer}' }),
    });
    await call('CreatePipeline', { pipeline: declaration([first, second], { variables: [{ name: 'customer' }] }) });
    await expect(call('StartPipelineExecution', { name: 'customer' })).rejects.toMatchObject({ code: 'ValidationException' });
    await call('StartPipelineExecution', { name: 'customer', variables: [{ name: 'customer', value: 'a "b"' }] });
    expect((await finished()).status).toBe('Succeeded');
    expect((await actions())[0]?.input.resolvedConfiguration.EnvironmentVariables).toContain('https://');
  });

  test('fails with its action, and says why', async () => {
    const { call, finished, actions } = await setUp({ Data: echo('exit 7') });
    await call('CreatePipeline', { pipeline: declaration([build('Data'), build('Later', { runOrder: 2 })]) });
    expect((await finished()).status).toBe('Failed');
    const [data, ...earlier] = await actions();
    expect(data?.output.executionResult.errorDetails).toEqual({ code: 'JobFailed', message: expect.stringContaining('exit status 7') });
    expect(earlier.map(({ actionName }) => actionName)).not.toContain('Later');
    expect(await call('GetPipelineState', { name: 'customer' })).toMatchObject({
      stageStates: [
        { latestExecution: { status: 'Succeeded' } },
        { latestExecution: { status: 'Failed' }, actionStates: [{ latestExecution: { status: 'Failed' } }, {}] },
      ],
    });
  });

  test('tries the failed actions of a stage once more, where the stage says so', async () => {
    const { call, finished, actions } = await setUp({
      Steady: echo('true'),
      Shaky: echo(`test -f ${runFolder}/seen || { touch ${runFolder}/seen; exit 1; }`),
    });
    const stages = declaration([build('Steady'), build('Shaky')]).stages.map((stage) => ({
      ...stage,
      onFailure: { result: 'RETRY' as const, retryConfiguration: { retryMode: 'FAILED_ACTIONS' as const } },
    }));
    await call('CreatePipeline', { pipeline: declaration([], { stages }) });
    expect((await finished()).status).toBe('Succeeded');
    const ran = (await actions())
      .filter(({ stageName }) => stageName === 'Build')
      .map(({ actionName, status }) => `${actionName} ${status}`);
    expect(ran.sort()).toEqual(['Shaky Failed', 'Shaky Succeeded', 'Steady Succeeded']);
  });

  test.each(['GetBranch', 'GetCommit', 'UploadArchive', 'GetUploadArchiveStatus'])(
    'has no source where its role lacks codecommit:%s',
    async (name) => {
      const { fake, call, finished, actions } = await setUp({ Data: echo('true') });
      fake.denied.add(`codecommit:${name}`);
      await call('CreatePipeline', { pipeline: declaration([build('Data')]) });
      expect((await finished()).status).toBe('Failed');
      expect((await actions())[0]?.output.executionResult.errorDetails?.code).toBe('PermissionError');
    },
  );

  test('fails where its role may not do what the action needs', async () => {
    const { fake, call, finished, actions } = await setUp({ Data: echo('true') });
    fake.denied.add('codebuild:StartBuild');
    await call('CreatePipeline', { pipeline: declaration([build('Data')]) });
    expect((await finished()).status).toBe('Failed');
    expect((await actions())[0]?.output.executionResult.errorDetails?.code).toBe('PermissionError');
    expect(fake.authorized).toContainEqual({
      arn: expect.stringContaining('assumed-role/pipeline/'),
      action: 'codebuild:StartBuild',
      resource: 'arn:aws:codebuild:us-east-1:100000000003:project/Data',
    });
  });

  test('is abandoned at once, and leaves its build running', async () => {
    const { call, until, newest, actions, builds } = await setUp({ Data: echo('sleep 600') });
    await call('CreatePipeline', { pipeline: declaration([build('Data')]) });
    await until(() => true);
    while ((await actions())[0]?.output.executionResult.externalExecutionId === undefined)
      await new Promise((resolve) => setImmediate(resolve));
    const { pipelineExecutionId } = await newest();
    await call('StopPipelineExecution', { pipelineName: 'customer', pipelineExecutionId, abandon: true, reason: 'offboarding' });
    expect(await newest()).toMatchObject({ status: 'Stopped', stopTrigger: { reason: 'offboarding' } });
    expect((await actions())[0]?.status).toBe('Abandoned');
    const again = call('StopPipelineExecution', { pipelineName: 'customer', pipelineExecutionId, abandon: true });
    await expect(again).rejects.toMatchObject({ code: 'PipelineExecutionNotStoppableException' });
    await builds.stopAll();
  });

  test('runs queued executions one after another, and none twice for the same token', async () => {
    const { call, finished } = await setUp({ Data: echo('true') });
    await call('CreatePipeline', { pipeline: declaration([build('Data')]) });
    const first = await call('StartPipelineExecution', { name: 'customer', clientRequestToken: 'token' });
    expect(await call('StartPipelineExecution', { name: 'customer', clientRequestToken: 'token' })).toEqual(first);
    await finished();
    const { pipelineExecutionSummaries } = await call<{ pipelineExecutionSummaries: Execution[] }>('ListPipelineExecutions', {
      pipelineName: 'customer',
    });
    expect(pipelineExecutionSummaries.map(({ status }) => status)).toEqual(['Succeeded', 'Succeeded']);
  });

  test('supersedes what waits for a stage, where that is its mode', async () => {
    const { call, until, builds, pipelines } = await setUp({ Data: echo('sleep 600') });
    await call('CreatePipeline', { pipeline: declaration([build('Data')], { executionMode: 'SUPERSEDED' }) });
    const stages = async () =>
      (await call<{ stageStates: { latestExecution?: object }[] }>('GetPipelineState', { name: 'customer' })).stageStates;
    while ((await stages())[1]?.latestExecution === undefined) await new Promise((resolve) => setImmediate(resolve));
    const start = async () =>
      (await call<{ pipelineExecutionId: string }>('StartPipelineExecution', { name: 'customer' })).pipelineExecutionId;
    const status = async (pipelineExecutionId: string) =>
      (await call<{ pipelineExecution: Execution }>('GetPipelineExecution', { pipelineName: 'customer', pipelineExecutionId }))
        .pipelineExecution.status;
    const overtaken = await start();
    const newer = await start();
    while ((await status(overtaken)) === 'InProgress') await new Promise((resolve) => setImmediate(resolve));
    expect([await status(overtaken), await status(newer)]).toEqual(['Superseded', 'InProgress']);
    await pipelines.stopAll();
    await builds.stopAll();
    await until(({ status: last }) => last === 'Stopped');
  });

  test('starts as the target of a rule, and tells the default bus of its account how it goes', async () => {
    const { fake, call, pipelines, finished } = await setUp({ Data: echo('true') });
    await call('CreatePipeline', { pipeline: declaration([build('Data')]) });
    await finished();
    const arn = 'arn:aws:codepipeline:us-east-1:100000000003:customer';
    expect(() => pipelines.startFor(fake.context, `${arn}s`, 'rule')).toThrow('does not exist');
    pipelines.startFor(fake.context, arn, 'rule');
    const { pipelineExecutionId } = await finished();
    await pipelines.stopAll();
    const told = fake.announced.filter(({ detail }) => Reflect.get(detail, 'execution-id') === pipelineExecutionId);
    expect(told.map(({ detail }) => Reflect.get(detail, 'state'))).toEqual(['STARTED', 'SUCCEEDED']);
    expect(told[0]).toMatchObject({
      accountId: '100000000003',
      source: 'aws.codepipeline',
      detailType: 'CodePipeline Pipeline Execution State Change',
      resources: [arn],
      detail: { pipeline: 'customer', 'execution-trigger': { 'trigger-type': 'CloudWatchEvent' } },
    });
  });

  test('has a new version after each update, and is gone after a delete that may be repeated', async () => {
    const { call, pipelines } = await setUp({ Data: echo('true') });
    await call('CreatePipeline', { pipeline: declaration([build('Data')]) });
    await expect(call('CreatePipeline', { pipeline: declaration([build('Data')]) })).rejects.toMatchObject({
      code: 'PipelineNameInUseException',
    });
    expect(await call('UpdatePipeline', { pipeline: declaration([build('Data')]) })).toMatchObject({ pipeline: { version: 2 } });
    await call('DeletePipeline', { name: 'customer' });
    await call('DeletePipeline', { name: 'customer' });
    await expect(call('GetPipeline', { name: 'customer' })).rejects.toMatchObject({ code: 'PipelineNotFoundException' });
    await pipelines.stopAll();
  });
});
