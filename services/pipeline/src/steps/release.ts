import {
  CodePipelineClient,
  GetPipelineExecutionCommand,
  type PipelineExecution,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { idOf } from '@tenantry/shared/aws/found';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { newestExecution } from '../executions.ts';
import type { Scope } from '../scope.ts';
import { stopDelivery } from '../stop-delivery.ts';

interface Needs {
  readonly pipelineName: string;
  readonly pipelineVersion: number;
  readonly isDeployed: boolean;
}

const newest = async (codePipeline: CodePipelineClient, pipelineName: string): Promise<PipelineExecution | undefined> => {
  const pipelineExecutionId = await newestExecution(codePipeline, pipelineName);
  if (!pipelineExecutionId) return undefined;
  return (await codePipeline.send(new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }))).pipelineExecution;
};

/** Whether this execution delivers, or has delivered, what is wanted now. One that failed does not: another generation tries again. */
const serves = ({ status, pipelineVersion }: PipelineExecution, needs: Needs): boolean =>
  pipelineVersion === needs.pipelineVersion && (status === 'InProgress' || (status === 'Succeeded' && needs.isDeployed));

/**
 * The pipeline's creation started it. However it ended, that was before it was noted: what follows is the next step's to say.
 * One that was stopped, because the tenant was isolated, is started again.
 */
const isOfCreation = (latest: PipelineExecution | undefined, pipelineVersion: number): boolean =>
  latest?.trigger?.triggerType === 'CreatePipeline' && latest.pipelineVersion === pipelineVersion && latest.status !== 'Stopped';

/** Sees that the wanted release is on its way: CodePipeline has started one itself for a new pipeline, but not for a changed one. */
export const release = step('release', {
  ensure: async ({ devops, tenantId, generation }: Scope, needs: Needs, saved: { readonly executionId?: string }) => {
    const { pipelineName, pipelineVersion } = needs;
    const codePipeline = devops(CodePipelineClient);
    const latest = await newest(codePipeline, pipelineName);
    // Started by this step, or, when none was noted yet, by the pipeline's creation; and finished before its end was seen.
    const isStarted = !saved.executionId || latest?.pipelineExecutionId === saved.executionId;
    const isOwn = latest?.status === 'Succeeded' && isStarted && latest.pipelineVersion === pipelineVersion;
    const isFirst = !saved.executionId && isOfCreation(latest, pipelineVersion);
    if (latest?.pipelineExecutionId && (isOwn || isFirst || serves(latest, needs))) return { executionId: latest.pipelineExecutionId };
    // The creation of a pipeline starts it, and lists show that a moment later: starting another would release twice.
    if (!latest && pipelineVersion === 1 && !saved.executionId) throw new Wait(2, `pipeline ${pipelineName} to show its first execution`);
    const { pipelineExecutionId } = await codePipeline.send(
      new StartPipelineExecutionCommand({ name: pipelineName, clientRequestToken: `${tenantId}-${pipelineVersion}-${generation}` }),
    );
    return { executionId: idOf(pipelineExecutionId, 'the release') };
  },
  remove: async (scope: Scope) => {
    // Nothing may refill schema or bucket while they are removed.
    const stopped = await stopDelivery(scope, 'The tenant is taken back');
    if (stopped.length > 0) throw new Wait(5, `${stopped.join(', ')} to stop`);
  },
});
