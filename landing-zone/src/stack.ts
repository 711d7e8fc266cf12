import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import type { Template } from './template.ts';

/** The longest a template may be in a call (CloudFormation User Guide, "quotas"). Bytes. */
export const MAX_TEMPLATE = 51_200;
const FIRST_POLL = 200;
const LAST_POLL = 3_000;

export type Outputs = Readonly<Record<string, string>>;
export interface StackInput {
  readonly name: string;
  readonly template: Template;
  readonly tags: Readonly<Record<string, string>>;
}

/** A stack that did not get where it should. */
export class StackError extends Error {
  override readonly name = 'StackError';
}

/**
 * Creates or updates a stack and waits for the end; a template without changes is fine.
 * @returns how it ended, and the stack's outputs
 * @throws StackError naming stack, resource and AWS's reason
 */
export const deployStack = async (
  client: CloudFormationClient,
  { name, template, tags }: StackInput,
): Promise<{ readonly outcome: 'created' | 'updated' | 'unchanged'; readonly outputs: Outputs }> => {
  const before = await settled(client, name);
  // A creation that was rolled back leaves a stack that can only be deleted.
  const unusable = before?.StackStatus === 'ROLLBACK_COMPLETE' || before?.StackStatus === 'DELETE_FAILED';
  if (unusable) {
    await client.send(new DeleteStackCommand({ StackName: name }));
    await settled(client, name);
  }
  const exists = before !== undefined && !unusable && before.StackStatus !== 'DELETE_COMPLETE';
  const input = {
    StackName: name,
    TemplateBody: JSON.stringify(template),
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    // Whatever its template says: what a failed creation made would be in the way of the next one.
    RetainExceptOnCreate: true,
  };
  const started = new Date();
  try {
    await client.send(exists ? new UpdateStackCommand(input) : new CreateStackCommand(input));
  } catch (cause) {
    if (isUnchanged(cause)) return { outcome: 'unchanged', outputs: outputsOf(before) };
    throw new StackError(`stack ${name}: ${messageOf(cause)}`, { cause });
  }
  const after = await settled(client, name);
  const wanted = exists ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE';
  if (after?.StackStatus !== wanted) throw new StackError(await reasonOf(client, name, after, started));
  return { outcome: exists ? 'updated' : 'created', outputs: outputsOf(after) };
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isUnchanged = (error: unknown): boolean => /no updates are to be performed/i.test(messageOf(error));
const outputsOf = (stack: Stack | undefined): Outputs =>
  Object.fromEntries((stack?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']));

/** The stack when nothing is in progress; undefined when there is none. */
const settled = async (client: CloudFormationClient, name: string): Promise<Stack | undefined> => {
  for (let pause = FIRST_POLL; ; pause = Math.min(LAST_POLL, pause * 1.5)) {
    let stack: Stack | undefined;
    try {
      stack = (await client.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0];
    } catch (error) {
      if (/does not exist/i.test(messageOf(error))) return undefined;
      throw error;
    }
    if (!stack?.StackStatus?.endsWith('_IN_PROGRESS')) return stack;
    await sleep(pause);
  }
};

/** The first failure since the operation began: later ones are only its consequences. */
const reasonOf = async (client: CloudFormationClient, name: string, stack: Stack | undefined, since: Date): Promise<string> => {
  const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: name }));
  const failed = StackEvents.filter(
    ({ ResourceStatus, Timestamp, LogicalResourceId }) =>
      ResourceStatus?.endsWith('_FAILED') && LogicalResourceId !== name && (Timestamp?.getTime() ?? 0) >= since.getTime() - 5_000,
  ).at(-1);
  const status = `stack ${name}: ${stack?.StackStatus ?? 'gone'}`;
  if (!failed) return `${status}: ${stack?.StackStatusReason ?? 'AWS gave no reason'}`;
  return `${status}: ${failed.LogicalResourceId} (${failed.ResourceType}): ${failed.ResourceStatusReason}`;
};
