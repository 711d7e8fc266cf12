import { AwsError } from '../../errors.ts';
import type { GatewayContext, Service } from '../../types.ts';
import { arnOf, scopedKey, scopeOf } from '../request.ts';
import type { ActionServices } from './actions.ts';
import { type ExecutionInput, executionOperations } from './execution-operations.ts';
import { codepipelineState, createExecutions } from './executions.ts';
import { type PipelineInput, pipelineOperations, type TagInput } from './pipeline-operations.ts';
import { transitionOperations } from './transition-operations.ts';

export interface Codepipeline {
  readonly service: Service;
  /** Starts a pipeline as the target of a rule. */
  readonly startFor: (context: GatewayContext, pipelineArn: string, rule: string) => void;
  /** Abandons all running executions and waits for their end. */
  readonly stopAll: () => Promise<void>;
}

/** Their resource is a stage (Service Authorization Reference, AWS CodePipeline). */
const OF_A_STAGE = ['DisableStageTransition', 'EnableStageTransition', 'RetryStageExecution'];

/** CodePipeline with CodeCommit sources and CodeBuild actions, executed by the gateway. */
export const codepipeline = (services: ActionServices): Codepipeline => {
  const executions = createExecutions(services);
  return {
    service: {
      service: 'codepipeline',
      operations: { ...pipelineOperations(executions), ...executionOperations(executions), ...transitionOperations },
      resource: (operation, input: PipelineInput & ExecutionInput & TagInput, call) => {
        const name = input.name ?? input.pipelineName ?? input.pipeline?.name ?? '*';
        const stage = OF_A_STAGE.includes(operation) ? `/${input.stageName ?? '*'}` : '';
        return input.resourceArn ?? arnOf(scopeOf(call), 'codepipeline', `${name}${stage}`);
      },
    },
    startFor: (context, pipelineArn, rule) => {
      const [, , , region = '', accountId = '', name = ''] = pipelineArn.split(':');
      const pipeline = codepipelineState(context).pipelines[scopedKey({ accountId, region }, name)];
      if (!pipeline) throw new AwsError('PipelineNotFoundException', `${pipelineArn} does not exist`);
      const triggerDetail = arnOf({ accountId, region }, 'events', `rule/${rule}`);
      executions.start(context, pipeline, { trigger: { triggerType: 'CloudWatchEvent', triggerDetail } });
    },
    stopAll: executions.stopAll,
  };
};
