import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { failureIn, lastEventsIn } from '@tenantry/shared/aws/stack-status';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { messageOf, StalledError, Wait } from '@tenantry/shared/failure/errors';
import { foreignError } from '@tenantry/shared/saga/resource';
import type { Foreign } from '@tenantry/shared/saga/resource-verbs';
import { step } from '@tenantry/shared/saga/stage';
import { type Advice, advised } from '../advised.ts';
import type { Scope } from '../scope.ts';

/** In these a stack can neither be updated nor created again: only deleted. */
const BEYOND_REPAIR = ['CREATE_FAILED', 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_FAILED'];
/** In these only a person can help: going back has failed, or somebody has switched it off. */
export const STUCK = ['UPDATE_ROLLBACK_FAILED', 'UPDATE_FAILED', 'IMPORT_ROLLBACK_FAILED'];
const DELIVERED = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'];

const find = async (scope: Scope): Promise<Stack | undefined> => {
  const query = new DescribeStacksCommand({ StackName: stackNameOf(scope) });
  try {
    return (await scope.tenant(CloudFormationClient).send(query)).Stacks?.[0];
  } catch (error) {
    // CloudFormation has no error code for it.
    if (messageOf(error).includes('does not exist')) return undefined;
    throw error;
  }
};
const stackNameOf = ({ tenantId }: Scope): string => tenantResourceName(tenantId, 'api');
/** A build that was stopped before it created anything leaves a stack under review, which has no tags yet; the name is the tenant's. */
const isOurs = (scope: Scope, { StackStatus, Tags }: Stack): boolean => StackStatus === 'REVIEW_IN_PROGRESS' || hasTag(scope, Tags);

const PROTECTED: Advice = [
  [
    /TerminationProtection/,
    'Somebody has protected the stack: "aws cloudformation update-termination-protection --no-enable-termination-protection" in the tenant\'s account, then retry the stage (docs/runbook.md#aws-calls-a-request-invalid).',
  ],
];

/** In progress, but may be deleted all the same; whatever else CloudFormation is doing must end first. */
const INTERRUPTIBLE = ['CREATE_IN_PROGRESS', 'REVIEW_IN_PROGRESS'];

/** What CloudFormation could not delete, and why: ` (Function (AWS::Lambda::Function): …)`, or nothing where it says nothing. */
const lastFailure = async (cloudFormation: CloudFormationClient, StackName: string | undefined): Promise<string> => {
  const reason = failureIn(await lastEventsIn(paginateDescribeStackEvents({ client: cloudFormation }, { StackName })));
  return reason ? ` (${reason})` : '';
};

/**
 * Deletes the stack; throws a wait until CloudFormation has done so. A function's network interfaces may take it half an hour. Where a deletion
 * failed, the wait says why, and with it the stall at its deadline: CloudFormation is asked again all the same.
 */
const removeStack = async (cloudFormation: CloudFormationClient, { StackId, StackName, StackStatus }: Stack): Promise<never> => {
  const isBusy = StackStatus?.endsWith('_IN_PROGRESS') && !INTERRUPTIBLE.includes(StackStatus);
  const why = StackStatus === 'DELETE_FAILED' ? await lastFailure(cloudFormation, StackName) : '';
  // By its id: a build that found the stack in the same state may have created another of that name meanwhile (tenant-app/api/deploy.sh).
  if (!isBusy) await advised(cloudFormation.send(new DeleteStackCommand({ StackName: StackId ?? StackName })), PROTECTED);
  throw new Wait(10, `CloudFormation to delete the stack ${StackName}${why}`);
};

/** No release can change a stack that AWS could not roll back: it would only fail in the build, without saying so. */
const stuck = async (cloudFormation: CloudFormationClient, { StackName, StackStatus }: Stack): Promise<StalledError> => {
  const why = await lastFailure(cloudFormation, StackName);
  return new StalledError(`the stack ${StackName} is in ${StackStatus}, in which nothing can update it${why}`, {
    code: StackStatus ?? '',
    advice: `Repair in the tenant's account what the message names; then have CloudFormation finish going back ("aws cloudformation continue-update-rollback --stack-name ${StackName}", with --resources-to-skip for what cannot go back), and retry the stage (docs/runbook.md#release-failed).`,
  });
};

const FOREIGN: Foreign = {
  code: 'ForeignStack',
  advice:
    "Find out who created it in the tenant's account, where nothing of it was touched, and delete it; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
};

/** The stack that releases deploy in the tenant's account. Builds create it; this step names and removes it. */
export const deployment = step(
  'deployment',
  {
    ensure: async (scope: Scope) => {
      const stack = await find(scope);
      const { StackStatus = '' } = stack ?? {};
      const cloudFormation = scope.tenant(CloudFormationClient);
      // A release would change it.
      if (stack && !isOurs(scope, stack)) throw foreignError(`the stack ${stack.StackName}`, FOREIGN);
      if (stack && BEYOND_REPAIR.includes(StackStatus)) await removeStack(cloudFormation, stack);
      if (stack && STUCK.includes(StackStatus)) throw await stuck(cloudFormation, stack);
      return { stackName: stackNameOf(scope), isDeployed: DELIVERED.includes(StackStatus) };
    },
    remove: async (scope: Scope) => {
      const stack = await find(scope);
      if (stack && isOurs(scope, stack)) await removeStack(scope.tenant(CloudFormationClient), stack);
    },
  },
  { deadlineSeconds: 7200 },
);
