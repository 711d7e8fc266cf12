import { setTimeout as sleep } from 'node:timers/promises';
import {
  CodePipelineClient,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { RELEASES_SERVICE, releasePipelineName } from '@tenantry/shared/deployment/release';
import { serviceName } from '@tenantry/shared/domain/names';
import type { Local } from './start.ts';

const POLL_MS = 500;

/**
 * Waits until what the repositories hold is built, which the landing zone has begun, and has a release made of it: what the schedule of the
 * service `releases` does minutes after a deployment, or a push to the repositories at once.
 * @throws Error that says why there is none
 */
export const firstRelease = async (local: Local, deployment: string, log: (line: string) => void): Promise<void> => {
  const started = Date.now();
  const as = (accountId: string) => ({
    endpoint: local.url,
    region: local.region,
    credentials: { accessKeyId: accountId, secretAccessKey: 'laptop' },
  });
  const codePipeline = new CodePipelineClient(as(local.accounts.devops));
  const lambda = new LambdaClient(as(local.accounts.superAdmin));
  try {
    log('deploy: release of the application …');
    await isBuilt(codePipeline, releasePipelineName(deployment));
    const FunctionName = `${serviceName(deployment, RELEASES_SERVICE)}-handler`;
    const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName, Payload: '{}' }));
    const answer = Payload?.transformToString() ?? '';
    if (FunctionError || !answer.includes('releaseId')) throw new Error(`no release was made: ${answer}`);
    log(`deploy: release of the application, ${Math.round((Date.now() - started) / 1000)} s`);
  } finally {
    codePipeline.destroy();
    lambda.destroy();
  }
};

const isBuilt = async (codePipeline: CodePipelineClient, pipelineName: string): Promise<void> => {
  for (;;) {
    const { pipelineExecutionSummaries = [] } = await codePipeline.send(new ListPipelineExecutionsCommand({ pipelineName, maxResults: 1 }));
    const [{ status, pipelineExecutionId } = {}] = pipelineExecutionSummaries;
    if (status === 'Succeeded') return;
    if (status === 'Failed') throw new Error(`${pipelineName}: ${await failures(codePipeline, pipelineName, pipelineExecutionId)}`);
    // The laptop was switched off in the middle of it.
    if (status === 'Stopped') await codePipeline.send(new StartPipelineExecutionCommand({ name: pipelineName }));
    await sleep(POLL_MS);
  }
};

const failures = async (
  codePipeline: CodePipelineClient,
  pipelineName: string,
  pipelineExecutionId: string | undefined,
): Promise<string> => {
  const filter = { pipelineExecutionId };
  const { actionExecutionDetails = [] } = await codePipeline.send(new ListActionExecutionsCommand({ pipelineName, filter }));
  return actionExecutionDetails
    .flatMap(({ actionName, output }) => {
      const message = output?.executionResult?.errorDetails?.message;
      return message === undefined ? [] : [`${actionName}: ${message}`];
    })
    .join('; ');
};
