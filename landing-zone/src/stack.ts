import {
  type CloudFormationClient,
  CreateStackCommand,
  type Stack,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { protectedAtBirth, unprotected } from '@tenantry/shared/aws/protection';
import { StackError, stackError } from './stack-error.ts';
import { resourcesOf, usableStack } from './stack-recovery.ts';
import { messageOf, settled, type Watch, watchOf } from './stack-watch.ts';
import type { Template } from './template.ts';

/** The longest a template may be in a call (CloudFormation User Guide, "quotas"). Bytes. */
export const MAX_TEMPLATE = 51_200;

export type Outputs = Readonly<Record<string, string>>;
export interface StackInput {
  readonly name: string;
  readonly template: Template;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether CloudFormation refuses to delete the stack; as it is when absent. */
  readonly isProtected?: boolean;
}
export interface Deployed {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly outputs: Outputs;
}

/**
 * Creates or updates a stack and waits for the end; a template without changes is fine. Can be repeated after any failure: a stack that
 * a failure left behind is rolled back or deleted first, unless something in it has to be looked at by a person. Resources with deletion
 * protection get it by a second update, after the one that creates them has succeeded; so does the stack itself.
 * @param log one line of progress: what is waited for, every half a minute
 * @returns how it ended, and the stack's outputs
 * @throws StackError naming stack, state, resource, AWS's reason and what to do
 */
export const deployStack = async (client: CloudFormationClient, input: StackInput, log?: (line: string) => void): Promise<Deployed> => {
  const watch = watchOf(client, input.name, log);
  const { template } = input;
  const before = await usableStack(watch);
  const isAnyProtected = protectedAtBirth(template.Resources, []).length > 0;
  const existing = before && isAnyProtected ? (await resourcesOf(watch)).map(({ LogicalResourceId = '' }) => LogicalResourceId) : [];
  const later = protectedAtBirth(template.Resources, existing);
  const first = await apply(watch, input, before, { ...template, Resources: unprotected(template.Resources, later) });
  if (later.length > 0) {
    watch.log(`stack ${input.name}: now with deletion protection: ${later.join(', ')}`);
    await apply(watch, input, first.stack, template);
  }
  await protect(watch, first.stack, input.isProtected);
  return { outcome: first.outcome, outputs: outputsOf(first.stack) };
};

interface Applied {
  readonly outcome: Deployed['outcome'];
  readonly stack: Stack | undefined;
}
/** What CloudFormation is sent of a stack, whatever is asked of it. */
export const requestOf = ({ name, tags }: Pick<StackInput, 'name' | 'tags'>, template: object) => ({
  StackName: name,
  TemplateBody: JSON.stringify(template),
  Capabilities: ['CAPABILITY_NAMED_IAM' as const],
  Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
});
const apply = async (watch: Watch, stackInput: StackInput, before: Stack | undefined, template: Template): Promise<Applied> => {
  const { name } = stackInput;
  const input = {
    ...requestOf(stackInput, template),
    // Whatever its template says: what a failed creation made would be in the way of the next one.
    RetainExceptOnCreate: true,
  };
  try {
    await watch.client.send(before ? new UpdateStackCommand(input) : new CreateStackCommand(input));
  } catch (cause) {
    if (isUnchanged(cause)) return { outcome: 'unchanged', stack: before };
    throw new StackError(`stack ${name}: ${messageOf(cause)}`, { cause });
  }
  const stack = await settled(watch);
  const wanted = before ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE';
  if (stack?.StackStatus !== wanted) throw await stackError(watch, stack);
  return { outcome: before ? 'updated' : 'created', stack };
};

/** The termination protection of the stack, once it stands: a first creation that failed has to be deleted. */
const protect = async ({ client, name, log }: Watch, stack: Stack | undefined, wanted: boolean | undefined): Promise<void> => {
  if (wanted === undefined || wanted === (stack?.EnableTerminationProtection ?? false)) return;
  await client.send(new UpdateTerminationProtectionCommand({ StackName: name, EnableTerminationProtection: wanted }));
  log(`stack ${name}: ${wanted ? 'now with' : 'without'} termination protection`);
};

const isUnchanged = (error: unknown): boolean => /no updates are to be performed/i.test(messageOf(error));
/** A stack's outputs by their names; none where there is no stack. */
export const outputsOf = (stack: Stack | undefined): Outputs =>
  Object.fromEntries((stack?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']));
