import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsCall, AwsResult } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { askOfStack, describedStack, type Stack } from './described.ts';

/** Until a stack that is worked on is looked at again. Real milliseconds. */
const LOOK_MS = 50;
/** A stack that takes longer is answered as it is: the caller looks again, as at AWS. Real milliseconds. */
const PATIENCE_MS = 60_000;

const stackOf = async (call: AwsCall, context: GatewayContext): Promise<Stack> =>
  describedStack(await askOfStack(call, context, 'DescribeStacks'));

/** In these a stack may be changed (CloudFormation User Guide, "Stack status codes"). */
const UPDATABLE = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'];
/** In these it may be changed by whoever keeps rollback switched off (API_UpdateStack, DisableRollback). */
const PAUSED = ['CREATE_FAILED', 'UPDATE_FAILED'];

const refuseUpdate = ({ params }: AwsCall, { id, status }: Stack): void => {
  const isPaused = PAUSED.includes(status) && params.DisableRollback === 'true';
  if (status === '' || status === 'DELETE_COMPLETE' || UPDATABLE.includes(status) || isPaused) return;
  throw new AwsError('ValidationError', `Stack:${id} is in ${status} state and can not be updated.`);
};

/** A name can be given once; a stack under review has no resources yet. */
const refuseCreation = ({ params }: AwsCall, { status }: Stack): void => {
  if (['', 'DELETE_COMPLETE', 'REVIEW_IN_PROGRESS'].includes(status)) return;
  const message = `Stack [${params.StackName}] already exists and cannot be created again with the changeSet [${params.ChangeSetName}].`;
  throw new AwsError('ValidationError', message);
};

/** Until nothing is done with the stack any more. */
const whenDone = async (call: AwsCall, result: AwsResult, context: GatewayContext): Promise<AwsResult> => {
  if (result.status >= 300 || call.params.StackName === undefined) return result;
  const until = performance.now() + PATIENCE_MS;
  while ((await stackOf(call, context)).status.endsWith('_IN_PROGRESS') && performance.now() < until) await sleep(LOOK_MS);
  return result;
};

/** Calls that delete a stack which holds nothing. */
const emptyDeletions = new WeakSet<AwsCall>();

export const cloudformationRules: readonly Rule[] = [
  {
    name: 'stack-cannot-be-updated',
    source:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html; the words: https://github.com/rails-lambda/lamby/issues/132, https://github.com/compose-x/ecs_composex/issues/785',
    service: 'cloudformation',
    operations: ['UpdateStack', 'CreateChangeSet'],
    before: async (call, context) => {
      const stack = await stackOf(call, context);
      if (call.params.ChangeSetType === 'CREATE') refuseCreation(call, stack);
      else refuseUpdate(call, stack);
      return undefined;
    },
  },
  {
    name: 'change-set-takes-no-time',
    // The laptop's stacks take the time of its processors only; a command line that finds one in progress sleeps for half a minute.
    source: 'AWS CLI, awscli/customizations/cloudformation/deployer.py, wait_for_execute: Delay 30',
    service: 'cloudformation',
    operations: ['ExecuteChangeSet'],
    after: whenDone,
  },
  {
    name: 'empty-stack-goes-at-once',
    // As above, for a stack whose creation was rolled back: it holds nothing.
    source: 'botocore, cloudformation waiters-2.json, StackDeleteComplete: delay 30',
    service: 'cloudformation',
    operations: ['DeleteStack'],
    before: async (call, context) => {
      if ((await stackOf(call, context)).status === 'ROLLBACK_COMPLETE') emptyDeletions.add(call);
      return undefined;
    },
    after: (call, result, context) => (emptyDeletions.has(call) ? whenDone(call, result, context) : result),
  },
];
