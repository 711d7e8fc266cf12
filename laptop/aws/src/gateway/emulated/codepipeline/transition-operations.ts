import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext } from '../../types.ts';
import { required } from '../request.ts';
import { getPipeline } from './executions.ts';
import type { StoredPipeline } from './types.ts';

interface TransitionInput {
  readonly pipelineName?: string;
  readonly stageName?: string;
  readonly transitionType?: 'Inbound' | 'Outbound';
  readonly reason?: string;
}

/** DisableStageTransition of the API reference: `reason`. */
const REASON = /^[a-zA-Z0-9!@ ().*?-]{1,300}$/;

/** The pipeline, and the stage into which the transition leads: an outbound one is the inbound one of the stage after it. */
const transition = (input: TransitionInput, call: AwsCall, context: GatewayContext): readonly [StoredPipeline, string] => {
  const pipeline = getPipeline(context, call, input.pipelineName);
  const { stages } = pipeline.declaration;
  const at = stages.findIndex(({ name }) => name === required(input.stageName, 'stageName'));
  if (at < 0) throw new AwsError('StageNotFoundException', `The pipeline ${input.pipelineName} has no stage ${input.stageName}`);
  const into = stages[required(input.transitionType, 'transitionType') === 'Inbound' ? at : at + 1];
  if (into === undefined) throw new AwsError('StageNotFoundException', `No stage comes after ${input.stageName}`);
  return [pipeline, into.name];
};

/** Executions wait before a stage whose transition is disabled. https://docs.aws.amazon.com/codepipeline/latest/userguide/transitions.html */
export const transitionOperations = {
  DisableStageTransition: (input: TransitionInput, call: AwsCall, context: GatewayContext) => {
    const [pipeline, stage] = transition(input, call, context);
    const reason = required(input.reason, 'reason');
    if (!REASON.test(reason)) throw new AwsError('ValidationException', `Value '${reason}' at 'reason' failed to satisfy constraint`);
    pipeline.disabled = { ...pipeline.disabled, [stage]: { reason, by: call.caller.arn, at: context.clock.now() / 1000 } };
    return {};
  },
  EnableStageTransition: (input: TransitionInput, call: AwsCall, context: GatewayContext) => {
    const [pipeline, stage] = transition(input, call, context);
    const { [stage]: _, ...others } = pipeline.disabled ?? {};
    pipeline.disabled = others;
    return {};
  },
};
