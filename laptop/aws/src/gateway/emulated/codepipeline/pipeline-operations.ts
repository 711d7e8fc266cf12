import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import { quotas } from '../../rules/quotas.ts';
import type { GatewayContext } from '../../types.ts';
import { arnOf, inScope, required, scopedKey, scopeOf } from '../request.ts';
import { isTrustedRole } from '../role-session.ts';
import { codepipelineState, type Executions, getPipeline } from './executions.ts';
import { pipelineState } from './presentation.ts';
import { checkStructure } from './structure.ts';
import type { PipelineDeclaration, StoredPipeline, Tag } from './types.ts';

export interface PipelineInput {
  readonly pipeline?: PipelineDeclaration;
  readonly tags?: Tag[];
  readonly name?: string;
  readonly version?: number;
}

export interface TagInput {
  readonly resourceArn?: string;
  readonly tags?: readonly Tag[];
  readonly tagKeys?: readonly string[];
}

const checkDeclaration = async (input: PipelineInput, call: AwsCall, context: GatewayContext): Promise<PipelineDeclaration> => {
  const declaration = required(input.pipeline, 'pipeline');
  const roleArn = required(declaration.roleArn, 'pipeline.roleArn');
  required(declaration.stages, 'pipeline.stages');
  checkStructure(declaration);
  await context.authorize(call, 'iam:PassRole', roleArn, { 'iam:PassedToService': 'codepipeline.amazonaws.com' });
  const sourceArn = arnOf(scopeOf(call), 'codepipeline', declaration.name);
  if (!(await isTrustedRole(context, { roleArn, principal: 'codepipeline.amazonaws.com', sourceArn }))) {
    throw new AwsError('InvalidStructureException', `CodePipeline is not authorized to perform AssumeRole on role ${roleArn}`);
  }
  return { executionMode: 'SUPERSEDED', pipelineType: 'V1', ...declaration };
};

const arn = (pipeline: StoredPipeline): string => arnOf(pipeline, 'codepipeline', pipeline.declaration.name);

const byArn = (context: GatewayContext, call: AwsCall, resourceArn: string | undefined): StoredPipeline => {
  const name = required(resourceArn, 'resourceArn').split(':')[5] ?? '';
  const pipeline = codepipelineState(context).pipelines[scopedKey(scopeOf(call), name)];
  if (pipeline) return pipeline;
  throw new AwsError('ResourceNotFoundException', `The resource ${resourceArn} does not exist`);
};

export const pipelineOperations = (executions: Executions) => ({
  CreatePipeline: async (input: PipelineInput, call: AwsCall, context: GatewayContext) => {
    const declaration = { ...(await checkDeclaration(input, call, context)), version: 1 };
    const { pipelines } = codepipelineState(context);
    const key = scopedKey(scopeOf(call), declaration.name);
    if (pipelines[key]) {
      const message = `A pipeline with the name '${declaration.name}' already exists in account '${call.caller.accountId}'`;
      throw new AwsError('PipelineNameInUseException', message);
    }
    if (inScope(pipelines, scopeOf(call)).length >= quotas(context).pipelines) {
      const message = 'The number of pipelines associated with the AWS account has exceeded the limit allowed for the account.';
      throw new AwsError('LimitExceededException', message);
    }
    const now = context.clock.now() / 1000;
    const pipeline: StoredPipeline = { ...scopeOf(call), declaration, created: now, updated: now, tags: input.tags ?? [] };
    pipelines[key] = pipeline;
    // AWS starts a new pipeline by itself; one whose variables lack values cannot run yet.
    const runs = (declaration.variables ?? []).every(({ defaultValue }) => defaultValue !== undefined);
    const trigger = { triggerType: 'CreatePipeline', triggerDetail: call.caller.arn };
    if (runs) executions.start(context, pipeline, { trigger, endsFailed: call.endsFailed });
    return { pipeline: declaration, tags: pipeline.tags };
  },
  UpdatePipeline: async (input: PipelineInput, call: AwsCall, context: GatewayContext) => {
    const declaration = await checkDeclaration(input, call, context);
    const pipeline = getPipeline(context, call, declaration.name);
    pipeline.declaration = { ...declaration, version: pipeline.declaration.version + 1 };
    pipeline.updated = context.clock.now() / 1000;
    return { pipeline: pipeline.declaration };
  },
  GetPipeline: (input: PipelineInput, call: AwsCall, context: GatewayContext) => {
    const pipeline = getPipeline(context, call, input.name);
    if (input.version !== undefined && input.version !== pipeline.declaration.version) {
      throw new AwsError('PipelineVersionNotFoundException', `Pipeline ${input.name} has no version ${input.version} on the laptop`);
    }
    const { declaration, created, updated } = pipeline;
    return { pipeline: declaration, metadata: { pipelineArn: arn(pipeline), created, updated } };
  },
  ListPipelines: (_input: PipelineInput, call: AwsCall, context: GatewayContext) => ({
    pipelines: inScope(codepipelineState(context).pipelines, scopeOf(call)).map(({ declaration, created, updated }) => {
      const { name, version, pipelineType, executionMode } = declaration;
      return { name, version, pipelineType, executionMode, created, updated };
    }),
  }),
  GetPipelineState: (input: PipelineInput, call: AwsCall, context: GatewayContext) => {
    const pipeline = getPipeline(context, call, input.name);
    return pipelineState(pipeline, executions.of(context, pipeline));
  },
  // Deleting an absent pipeline succeeds.
  DeletePipeline: (input: PipelineInput, call: AwsCall, context: GatewayContext) => {
    const state = codepipelineState(context);
    const key = scopedKey(scopeOf(call), required(input.name, 'name'));
    const pipeline = state.pipelines[key];
    if (!pipeline) return {};
    for (const execution of executions.of(context, pipeline)) {
      void executions.abandon(execution);
      delete state.executions[scopedKey(pipeline, execution.pipelineExecutionId)];
    }
    delete state.pipelines[key];
    return {};
  },
  TagResource: (input: TagInput, call: AwsCall, context: GatewayContext) => {
    const pipeline = byArn(context, call, input.resourceArn);
    const given = required(input.tags, 'tags');
    pipeline.tags = [...pipeline.tags.filter(({ key }) => !given.some((tag) => tag.key === key)), ...given];
    return {};
  },
  UntagResource: (input: TagInput, call: AwsCall, context: GatewayContext) => {
    const pipeline = byArn(context, call, input.resourceArn);
    const keys = required(input.tagKeys, 'tagKeys');
    pipeline.tags = pipeline.tags.filter(({ key }) => !keys.includes(key));
    return {};
  },
  ListTagsForResource: (input: TagInput, call: AwsCall, context: GatewayContext) => ({
    tags: byArn(context, call, input.resourceArn).tags,
  }),
});
