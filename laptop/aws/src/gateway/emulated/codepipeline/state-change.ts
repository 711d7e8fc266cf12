import type { GatewayContext } from '../../types.ts';
import { arnOf } from '../request.ts';
import type { Execution } from './types.ts';

/**
 * What CodePipeline publishes when an execution starts or ends. Nothing depends on it here: whoever deletes the laptop's AWS in between is
 * not told. https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
export const announceState = async (context: GatewayContext, execution: Execution, state: string): Promise<void> => {
  const { accountId, region, pipelineName, pipelineExecutionId, pipelineVersion, startTime, trigger } = execution;
  await context
    .announce({
      accountId,
      region,
      source: 'aws.codepipeline',
      detailType: 'CodePipeline Pipeline Execution State Change',
      resources: [arnOf(execution, 'codepipeline', pipelineName)],
      detail: {
        pipeline: pipelineName,
        'execution-id': pipelineExecutionId,
        'start-time': new Date(startTime * 1000).toISOString(),
        'execution-trigger': { 'trigger-type': trigger.triggerType, 'trigger-detail': trigger.triggerDetail },
        state,
        version: pipelineVersion,
        'pipeline-execution-attempt': 1,
      },
    })
    .catch(() => undefined);
};
