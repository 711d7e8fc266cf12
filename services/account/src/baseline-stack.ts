import {
  type CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateDescribeStackEvents,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { idOf } from '@tenantry/shared/aws/found';
import { failureIn, isPassing, lastEventsIn, nextStepOf } from '@tenantry/shared/aws/stack-status';
import { serviceName, tenantTags } from '@tenantry/shared/domain/names';
import { messageOf, SetupWait, StalledError, Wait } from '@tenantry/shared/failure/errors';
import type { Scope, Template } from './scope.ts';

export const baselineStackName = (deployment: string): string => serviceName(deployment, 'baseline');

/** The stack of the account's roles; undefined when there is none. */
export const findStack = async (cloudFormation: CloudFormationClient, deployment: string): Promise<Stack | undefined> => {
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: baselineStackName(deployment) }));
    return Stacks?.find(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  } catch (error) {
    // CloudFormation has no separate code for this.
    if (messageOf(error).includes('does not exist')) return undefined;
    throw error;
  }
};

const stateOf = ({ StackStatus }: Stack) => nextStepOf(StackStatus);
/** Nothing in it works. Only roles are in it: what deleting the stack would keep, there is none. */
const isDead = (stack: Stack): boolean => stateOf(stack) === 'delete' || stack.StackStatus === 'CREATE_FAILED';
export const isInProgress = (stack: Stack): boolean => stateOf(stack) === 'wait';
/** Whether the last creation or update did what it should, or will. */
export const isOnItsWay = ({ StackStatus }: Stack): boolean => /^(CREATE|UPDATE)(_IN_PROGRESS|_COMPLETE.*)$/.test(StackStatus ?? '');

/** Whether the stack has this template. What an update brought that was rolled back, it has no more. */
export const hasTemplate = async (cloudFormation: CloudFormationClient, deployment: string, template: Template): Promise<boolean> => {
  const input = { StackName: baselineStackName(deployment), TemplateStage: 'Original' as const };
  return (await cloudFormation.send(new GetTemplateCommand(input))).TemplateBody === JSON.stringify(template);
};

/** Leaves the states in which a stack can be neither created nor updated, one operation at a time. */
const recover = async ({ deployment, noted }: Scope, cloudFormation: CloudFormationClient, stack: Stack): Promise<void> => {
  const StackName = baselineStackName(deployment);
  const { StackStatus } = stack;
  if (isDead(stack)) {
    const reason = await failureOf(cloudFormation, deployment);
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    throw new Wait(5, `stack ${StackName} to be deleted, after ${StackStatus}: ${reason}`, noted);
  }
  if (stateOf(stack) === 'continueRollback') {
    const reason = await failureOf(cloudFormation, deployment);
    await cloudFormation.send(new ContinueUpdateRollbackCommand({ StackName }));
    throw new Wait(5, `stack ${StackName} to be rolled back, after ${StackStatus}: ${reason}`, noted);
  }
  if (isInProgress(stack) && !isOnItsWay(stack)) throw new Wait(5, `stack ${StackName}, which is ${StackStatus}`, noted);
  if (stateOf(stack) === 'update' || isInProgress(stack)) return;
  throw new StalledError(`stack ${StackName} is ${StackStatus}: ${await failureOf(cloudFormation, deployment)}`, {
    code: 'BaselineFailed',
    advice: `Somebody has changed the stack by hand. In the tenant's account run \`aws cloudformation rollback-stack --stack-name ${StackName}\`, then retry the stage (docs/runbook.md#account-not-ready).`,
  });
};

/** What came of a template: `settled` when the stack is as it says and nothing is under way, `asked` when CloudFormation has just been asked. */
export interface Applied {
  readonly stackId: string;
  readonly is: 'settled' | 'asked' | 'under way';
}

/**
 * Creates the stack, or updates it when its template is another one. Does not wait for the end.
 * @param isAsked whether it was asked for before: where that was rolled back, asking again at once would end the same way
 * @throws Wait while something else is under way, or what failed before is being cleared away; StalledError where a person has to
 */
export const applyTemplate = async (
  scope: Scope,
  cloudFormation: CloudFormationClient,
  template: Template,
  isAsked = false,
): Promise<Applied> => {
  const { deployment, tenantId } = scope;
  const StackName = baselineStackName(deployment);
  const found = await findStack(cloudFormation, deployment);
  if (found && isAsked && isRolledBack(found)) throw await baselineFailed(cloudFormation, deployment, found);
  if (found) await recover(scope, cloudFormation, found);
  const input = {
    StackName,
    TemplateBody: JSON.stringify(template),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    Tags: tenantTags(deployment, tenantId),
    RetainExceptOnCreate: true,
  };
  if (!found)
    return { stackId: idOf((await cloudFormation.send(new CreateStackCommand(input))).StackId, `the stack ${StackName}`), is: 'asked' };
  const stackId = idOf(found.StackId, `the stack ${StackName}`);
  if (isInProgress(found)) return { stackId, is: 'under way' };
  if (await hasTemplate(cloudFormation, deployment, template)) return { stackId, is: 'settled' };
  try {
    await cloudFormation.send(new UpdateStackCommand(input));
    return { stackId, is: 'asked' };
  } catch (error) {
    if (messageOf(error).includes('No updates are to be performed')) return { stackId, is: 'settled' };
    throw error;
  }
};

/** CloudFormation has done what was asked for, and has undone it again. */
const isRolledBack = ({ StackStatus }: Stack): boolean => /^(UPDATE_)?ROLLBACK_COMPLETE$/.test(StackStatus ?? '');

const FAILED =
  'Remove the cause that the message names, then retry the stage: it creates or updates the stack again (docs/runbook.md#account-not-ready).';

/**
 * What follows from a stack that is not what was asked for.
 * @param note what the next look must know, where another try may go better; with it comes `after`, AWS's reason
 * @returns StalledError with AWS's reason, or a wait where that is a passing one
 */
export const baselineFailed = async (
  cloudFormation: CloudFormationClient,
  deployment: string,
  { StackStatus }: Stack,
  note?: object,
): Promise<Error> => {
  const reason = await failureOf(cloudFormation, deployment);
  const message = `stack ${baselineStackName(deployment)} is ${StackStatus}: ${reason}`;
  if (isPassing(reason)) return new SetupWait(60, `CloudFormation to be asked again: ${message}`, { ...note, after: reason });
  return new StalledError(message, { code: 'BaselineFailed', advice: FAILED });
};

/** Why the last operation on the stack failed: its first failure. */
const failureOf = async (cloudFormation: CloudFormationClient, deployment: string): Promise<string> => {
  const events = await lastEventsIn(paginateDescribeStackEvents({ client: cloudFormation }, { StackName: baselineStackName(deployment) }));
  return failureIn(events) ?? 'AWS gave no reason';
};
