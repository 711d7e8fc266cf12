import { AwsError } from '../errors.ts';
import type { GatewayContext } from '../types.ts';
import { authorizeRole } from './role-call.ts';
import { assumeServiceRole } from './role-session.ts';

/** A target that a rule of EventBridge reaches as a role. */
export interface RuleTarget {
  /** ARN: a pipeline, or a bus of another account. */
  readonly target: string;
  readonly roleArn: string;
  /** The rule's name. */
  readonly rule: string;
  readonly region: string;
  /** As the emulator keeps it. */
  readonly event: object;
}

/** Starts a pipeline by its ARN for a rule. */
export type StartPipeline = (pipelineArn: string, rule: string) => void;

const ACTIONS: Readonly<Record<string, string>> = { codepipeline: 'codepipeline:StartPipelineExecution', events: 'events:PutEvents' };

/**
 * What EventBridge does for a rule: it assumes the target's role, and may what the role may. A bus of another account must let the role in
 * besides. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html
 * @throws AwsError where IAM or the bus refuses: a failed invocation
 */
export const invokeTarget = async (context: GatewayContext, request: RuleTarget, startPipeline: StartPipeline): Promise<void> => {
  const { target, roleArn, rule, region, event } = request;
  const action = ACTIONS[target.split(':')[2] ?? ''];
  if (action === undefined) throw new AwsError('ValidationException', `${target} is no target that a rule reaches as a role`);
  const sourceArn = `arn:aws:events:${region}:${roleArn.split(':')[4]}:rule/${rule}`;
  const session = await assumeServiceRole(context, {
    roleArn,
    principal: 'events.amazonaws.com',
    sourceArn,
    sessionName: rule.slice(0, 64),
  });
  await authorizeRole(context, session, region, action, target);
  if (action.startsWith('codepipeline:')) return startPipeline(target, rule);
  if (await context.deliver({ bus: target, event, principal: session.arn })) return;
  throw new AwsError('AccessDeniedException', `${target} does not exist, or its policy does not let ${roleArn} in`);
};
