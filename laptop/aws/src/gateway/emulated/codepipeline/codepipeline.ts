import type { GatewayContext, Service } from '../../types.ts';
import { arnOf, scopeOf } from '../request.ts';
import type { ActionServices } from './actions.ts';
import { type ExecutionInput, executionOperations } from './execution-operations.ts';
import { codepipelineState, createExecutions } from './executions.ts';
import { type PipelineInput, pipelineOperations, type TagInput } from './pipeline-operations.ts';

export interface Codepipeline {
  readonly service: Service;
  /** Starts the pipelines that have a repository as source, as its change event does in AWS; answers the execution ids. */
  readonly repositoryChanged: (context: GatewayContext, repositoryName: string) => readonly string[];
  /** Abandons all running executions and waits for their end. */
  readonly stopAll: () => Promise<void>;
}

/** CodePipeline with CodeCommit sources and CodeBuild actions, executed by the gateway. */
export const codepipeline = (services: ActionServices): Codepipeline => {
  const executions = createExecutions(services);
  return {
    service: {
      service: 'codepipeline',
      operations: { ...pipelineOperations(executions), ...executionOperations(executions) },
      resource: (operation, input: PipelineInput & ExecutionInput & TagInput, call) => {
        const name = input.name ?? input.pipelineName ?? input.pipeline?.name ?? '*';
        const stage = operation === 'RetryStageExecution' ? `/${input.stageName ?? '*'}` : '';
        return input.resourceArn ?? arnOf(scopeOf(call), 'codepipeline', `${name}${stage}`);
      },
    },
    repositoryChanged: (context, repositoryName) => {
      const watching = Object.values(codepipelineState(context).pipelines).filter(({ declaration }) =>
        declaration.stages[0]?.actions.some(({ configuration }) => configuration?.RepositoryName === repositoryName),
      );
      const trigger = { triggerType: 'CloudWatchEvent', triggerDetail: repositoryName };
      return watching.map((pipeline) => executions.start(context, pipeline, { trigger }).pipelineExecutionId);
    },
    stopAll: executions.stopAll,
  };
};
