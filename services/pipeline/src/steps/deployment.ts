import {
  type CloudFormationClient,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { Wait } from '@tenantry/shared/errors';
import { TENANT_TAG, tenantResourceName } from '@tenantry/shared/names';
import { failureIn, type StackEvent } from '@tenantry/shared/stack-status';
import { step } from '@tenantry/shared/stage';
import type { Scope } from '../scope.ts';

/** In these a stack can neither be updated nor created again: only deleted. */
const BEYOND_REPAIR = ['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_FAILED'];
const DELIVERED = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

const find = async (cloudFormation: CloudFormationClient, tenantId: string, StackName: string): Promise<Stack | undefined> => {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    // A build that was stopped before it created anything leaves a stack under review, which has no tags yet; the name is the tenant's.
    const isOurs = ({ StackStatus, Tags }: Stack) =>
      StackStatus === 'REVIEW_IN_PROGRESS' || Tags?.some(({ Key, Value }) => Key === TENANT_TAG && Value === tenantId);
    return Stacks.find(isOurs);
  } catch (error) {
    // CloudFormation has no error code of its own for it.
    if ((error as Error).message.includes('does not exist')) return undefined;
    throw error;
  }
};

/** In progress, but may be deleted all the same; whatever else CloudFormation is doing must end first. */
const INTERRUPTIBLE = ['CREATE_IN_PROGRESS', 'REVIEW_IN_PROGRESS'];

/** What CloudFormation could not delete, and why: ` (Function (AWS::Lambda::Function): …)`, or nothing where it says nothing. */
const lastFailure = async (cloudFormation: CloudFormationClient, StackName: string | undefined): Promise<string> => {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  const reason = failureIn(StackEvents as readonly StackEvent[]);
  return reason ? ` (${reason})` : '';
};

/**
 * Deletes the stack; throws a wait until CloudFormation has. A function's network interfaces may take it half an hour. Where a deletion
 * failed, the wait says why, and with it the stall at its deadline: CloudFormation is asked again all the same.
 */
const removeStack = async (cloudFormation: CloudFormationClient, { StackName, StackStatus }: Stack): Promise<never> => {
  const isBusy = StackStatus?.endsWith('_IN_PROGRESS') && !INTERRUPTIBLE.includes(StackStatus);
  const why = StackStatus === 'DELETE_FAILED' ? await lastFailure(cloudFormation, StackName) : '';
  if (!isBusy) await cloudFormation.send(new DeleteStackCommand({ StackName }));
  throw new Wait(10, `CloudFormation to delete the stack ${StackName}${why}`);
};

/** The stack that releases deploy in the tenant's account. Builds make it; this gives it its name and takes it back. */
export const deployment = step(
  'deployment',
  {
    ensure: async ({ cloudFormation, tenantId }: Scope) => {
      const stackName = tenantResourceName(tenantId, 'api');
      const stack = await find(cloudFormation, tenantId, stackName);
      if (stack && BEYOND_REPAIR.includes(stack.StackStatus ?? '')) await removeStack(cloudFormation, stack);
      return { stackName, isDeployed: DELIVERED.includes(stack?.StackStatus ?? '') };
    },
    remove: async ({ cloudFormation, tenantId }: Scope) => {
      const stack = await find(cloudFormation, tenantId, tenantResourceName(tenantId, 'api'));
      if (stack) await removeStack(cloudFormation, stack);
    },
  },
  { deadlineSeconds: 7200 },
);
