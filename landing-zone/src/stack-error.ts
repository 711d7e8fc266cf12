import type { Stack } from '@aws-sdk/client-cloudformation';
import { failureIn } from '@tenantry/shared/aws/stack-status';
import { lastEvents, type Watch } from './stack-watch.ts';

/** A stack that did not get where it should. */
export class StackError extends Error {
  override readonly name = 'StackError';
}

/** What a person can do about a stack in this state, with the command to run. */
export const adviceFor = (status: string | undefined, name: string, region: string): string => {
  const command = (operation: string) => `aws cloudformation ${operation} --stack-name ${name} --region ${region}`;
  switch (status) {
    case undefined:
    case 'ROLLBACK_COMPLETE':
    case 'DELETE_COMPLETE':
      return 'Remove the cause, then repeat the deployment: it creates the stack again.';
    case 'UPDATE_ROLLBACK_COMPLETE':
      return 'The stack is as it was before. Remove the cause, then repeat the deployment.';
    case 'UPDATE_ROLLBACK_FAILED':
      return `Remove the cause, run \`${command('continue-update-rollback')}\` (with --resources-to-skip for what cannot be put back), then repeat the deployment.`;
    case 'CREATE_FAILED':
    case 'UPDATE_FAILED':
      return `Remove the cause, run \`${command('rollback-stack')} --retain-except-on-create\`, then repeat the deployment.`;
    case 'ROLLBACK_FAILED':
    case 'DELETE_FAILED':
      return `Remove what AWS names, or its protection, run \`${command('delete-stack')}\`, then repeat the deployment.`;
    default:
      return `The deployment has nothing to do with this state. See \`${command('describe-stack-events')}\`.`;
  }
};

/** The error for a stack in a state that CloudFormation cannot leave: stack, state, resource, AWS's reason, and what to do. */
export const stackError = async (watch: Watch, stack: Stack | undefined, more = ''): Promise<StackError> => {
  const status = stack?.StackStatus;
  const reason = stack ? (failureIn(await lastEvents(watch)) ?? stack.StackStatusReason) : undefined;
  const advice = adviceFor(status, watch.name, await watch.client.config.region());
  const found = reason || 'AWS gave no reason';
  return new StackError(
    [`stack ${watch.name}: ${status ?? 'gone'}: ${found}${/[.!]$/.test(found) ? '' : '.'}`, more, advice].filter(Boolean).join(' '),
  );
};
