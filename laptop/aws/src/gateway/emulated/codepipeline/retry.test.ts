import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { quotas } from '../../rules/quotas.ts';
import { caller, fakeCall } from '../testing/fake-context.ts';
import { build, declaration, setUpPipelines } from './testing/pipelines.ts';

let folder: string;
let runFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retry-'));
  runFolder = await mkdtemp(join(tmpdir(), 'retry-run-'));
  await writeFile(join(folder, 'index.txt'), 'source');
});
afterEach(async () => {
  for (const path of [folder, runFolder]) await rm(path, { recursive: true, force: true });
});
const echo = (command: string, rest = ''): string => `phases: { build: { commands: [${JSON.stringify(command)}] } }\n${rest}`;

test('an action that finds the queue of builds full fails at once; the stage retried later goes on with what earlier stages made', async () => {
  const { fake, call, newest, finished, actions } = await setUpPipelines(folder, runFolder, {
    Data: echo('test -f index.txt && test "$COMMIT" = "$(echo $COMMIT)"'),
  });
  Object.assign(quotas(fake.context), { concurrentBuilds: 0, queuedBuilds: 0 });
  const EnvironmentVariables = JSON.stringify([{ name: 'COMMIT', value: '#{Api.CommitId}' }]);
  const data = build('Data', { configuration: { ProjectName: 'Data', EnvironmentVariables } });
  await call('CreatePipeline', { pipeline: declaration([data]) });
  const { pipelineExecutionId } = await finished();
  expect((await actions())[0]?.output.executionResult).toEqual({
    errorDetails: {
      code: 'JobFailed',
      message: expect.stringMatching(
        /^Error calling startBuild: Cannot have more than 0 builds in queue for the account \(Service: AWSCodeBuild; Status Code: 400; Error Code: AccountLimitExceededException; /,
      ),
    },
  });
  Object.assign(quotas(fake.context), { concurrentBuilds: 1 });
  const retry = { pipelineName: 'customer', pipelineExecutionId, stageName: 'Build', retryMode: 'FAILED_ACTIONS' };
  expect(await call('RetryStageExecution', retry)).toEqual({ pipelineExecutionId });
  expect(await finished()).toMatchObject({ pipelineExecutionId, status: 'Succeeded' });
  expect((await actions()).map(({ actionName, status }) => `${actionName} ${status}`).slice(0, 2)).toEqual([
    'Data Succeeded',
    'Data Failed',
  ]);
  await expect(call('RetryStageExecution', retry)).rejects.toMatchObject({ code: 'StageNotRetryableException' });
  await expect(call('RetryStageExecution', { ...retry, stageName: 'Other' })).rejects.toMatchObject({ code: 'StageNotFoundException' });
  await call('StartPipelineExecution', { name: 'customer' });
  await finished();
  expect((await newest()).pipelineExecutionId).not.toBe(pipelineExecutionId);
  await expect(call('RetryStageExecution', retry)).rejects.toMatchObject({ code: 'NotLatestPipelineExecutionException' });
});

test('an account has so many pipelines and a pipeline so many executions as they may have; one that is gone is neither stopped nor retried', async () => {
  const { fake, call, finished } = await setUpPipelines(folder, runFolder, { Data: echo('true') });
  Object.assign(quotas(fake.context), { pipelines: 1, executionsPerPipeline: 1 });
  await call('CreatePipeline', { pipeline: declaration([build('Data')]) });
  await expect(call('StartPipelineExecution', { name: 'customer' })).rejects.toMatchObject({
    code: 'ConcurrentPipelineExecutionsLimitExceededException',
  });
  await expect(call('CreatePipeline', { pipeline: declaration([build('Data')], { name: 'second' }) })).rejects.toMatchObject({
    code: 'LimitExceededException',
  });
  await finished();
  const gone = { pipelineName: 'customer', pipelineExecutionId: '00000000-0000-0000-0000-000000000000' };
  await expect(call('StopPipelineExecution', gone)).rejects.toMatchObject({ code: 'PipelineExecutionNotStoppableException' });
  const retry = { ...gone, stageName: 'Build', retryMode: 'FAILED_ACTIONS' };
  await expect(call('RetryStageExecution', retry)).rejects.toMatchObject({ code: 'NotLatestPipelineExecutionException' });
  await expect(call('GetPipelineExecution', gone)).rejects.toMatchObject({ code: 'PipelineExecutionNotFoundException' });
});

test.each([
  ['Build terminated', 'Data', 'Build terminated'],
  ['Source: no branch named main', 'Api', 'no branch named main'],
])('a fault lets a release fail: %s', async (reason, action, message) => {
  const { fake, pipelines, finished, actions } = await setUpPipelines(folder, runFolder, { Data: echo('true') });
  const failing = caller(pipelines.service, fake, { ...fakeCall(), endsFailed: reason });
  await failing('CreatePipeline', { pipeline: declaration([build('Data')]) });
  expect((await finished()).status).toBe('Failed');
  const failed = (await actions()).find(({ actionName }) => actionName === action);
  expect(failed?.output.executionResult.errorDetails).toEqual({ code: 'JobFailed', message });
});
