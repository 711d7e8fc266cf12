import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { nextStepOf } from '@tenantry/shared/aws/stack-status';
import { codeOf } from '@tenantry/shared/failure/errors';
import { type Applied, applyTemplate, findStack, hasTemplate } from './baseline-stack.ts';
import { moveTo } from './placement.ts';
import type { Scope, Template } from './scope.ts';
import { viaAccessRole, waitForSetup } from './tenant-access.ts';

/**
 * The id of the account's stack of roles when it has this template and nothing is under way, as the stage's own role sees it; undefined
 * where it has another, or that role cannot look.
 */
export const stackWith = async (scope: Scope, accountId: string, template: Template): Promise<string | undefined> => {
  try {
    const cloudFormation = scope.tenant(accountId)(CloudFormationClient);
    const stack = await findStack(cloudFormation, scope.deployment);
    if (!stack || nextStepOf(stack.StackStatus) !== 'update') return undefined;
    return (await hasTemplate(cloudFormation, scope.deployment, template)) ? stack.StackId : undefined;
  } catch (error) {
    waitForSetup(accountId, error);
    if (codeOf(error).startsWith('AccessDenied')) return undefined;
    throw error;
  }
};

/**
 * Creates or updates the stack of roles. No role of the tenant's account may write roles, itself included: the access role does, and
 * only while the account is in the bootstrap unit. `guarded` or `organizationalUnit` moves it on.
 */
export const writeRoles = async (scope: Scope, accountId: string, template: Template, isAsked = false): Promise<Applied> => {
  await moveTo(scope, accountId, scope.owner.bootstrapOuId);
  return createRoles(scope, accountId, template, isAsked);
};

/** The same for an account that `organizationalUnit` has just placed there. */
export const createRoles = async (scope: Scope, accountId: string, template: Template, isAsked = false): Promise<Applied> =>
  viaAccessRole(scope, accountId, (cloudFormation) => applyTemplate(scope, cloudFormation, template, isAsked));
