import type { CloudFormationClient, Stack } from '@aws-sdk/client-cloudformation';
import { protectedAtBirth, unprotected } from '@tenantry/shared/aws/protection';
import { deployStack } from '../stack.ts';
import { isKept, type Template } from '../template.ts';

/** Takes the deletion protection off what a stack is about to delete, by the stack itself. What it keeps stays protected. */
export const liftProtection = async (client: CloudFormationClient, stack: Stack, template: Template): Promise<void> => {
  const ids = protectedAtBirth(template.Resources, []).filter((id) => !isKept(template.Resources[id]));
  if (ids.length === 0) return;
  const tags = Object.fromEntries((stack.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  await deployStack(client, {
    name: stack.StackName ?? '',
    template: { ...template, Resources: unprotected(template.Resources, ids) },
    tags,
  });
};
