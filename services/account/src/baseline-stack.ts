import {
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { Wait } from '@tenantry/shared/errors';
import { serviceName, tenantTags } from '@tenantry/shared/names';
import type { Scope, Template } from './scope.ts';

export const baselineStackName = (stage: string): string => serviceName(stage, 'baseline');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The stack of the account's roles; undefined when there is none. */
export const findStack = async (cloudFormation: CloudFormationClient, stage: string): Promise<Stack | undefined> => {
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: baselineStackName(stage) }));
    return Stacks?.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  } catch (error) {
    // CloudFormation has no code of its own for this.
    if (messageOf(error).includes('does not exist')) return undefined;
    throw error;
  }
};

/** A creation that was rolled back leaves a stack that can only be deleted (CloudFormation User Guide, "Stack status codes"). */
const DEAD = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED', 'DELETE_FAILED'];
export const isDead = ({ StackStatus }: Stack): boolean => DEAD.includes(StackStatus ?? '');
export const isInProgress = ({ StackStatus }: Stack): boolean => StackStatus?.endsWith('_IN_PROGRESS') === true;

/**
 * Creates the stack, or updates it when its template is another one. Does not wait for the end.
 * @returns whether it is as the template says, and nothing is under way
 * @throws Wait while something else is under way
 */
export const applyTemplate = async (
  scope: Scope,
  cloudFormation: CloudFormationClient,
  template: Template,
): Promise<{ stackId: string; settled: boolean }> => {
  const { stage, tenantId } = scope;
  const StackName = baselineStackName(stage);
  const found = await findStack(cloudFormation, stage);
  if (found && isDead(found)) {
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    throw new Wait(5, `stack ${StackName} to be deleted, after ${found.StackStatus}`);
  }
  const input = {
    StackName,
    TemplateBody: JSON.stringify(template),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    Tags: tenantTags(stage, tenantId),
  };
  if (!found) return { stackId: (await cloudFormation.send(new CreateStackCommand(input))).StackId ?? '', settled: false };
  const stackId = found.StackId ?? '';
  if (isInProgress(found)) return { stackId, settled: false };
  const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName, TemplateStage: 'Original' }));
  if (TemplateBody === input.TemplateBody) return { stackId, settled: true };
  try {
    await cloudFormation.send(new UpdateStackCommand(input));
    return { stackId, settled: false };
  } catch (error) {
    if (messageOf(error).includes('No updates are to be performed')) return { stackId, settled: true };
    throw error;
  }
};

/** Why the last operation on the stack failed: the oldest failure since it began. */
export const failureOf = async (cloudFormation: CloudFormationClient, stage: string): Promise<string> => {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: baselineStackName(stage) }));
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED')).at(-1);
  return failed ? `${failed.LogicalResourceId}: ${failed.ResourceStatusReason}` : 'AWS gave no reason';
};
