import { randomUUID } from 'node:crypto';
import {
  type Change,
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  type DescribeChangeSetOutput,
  paginateDescribeChangeSet,
} from '@aws-sdk/client-cloudformation';
import { collect } from '@tenantry/shared/aws/pages';
import { nextStepOf } from '@tenantry/shared/aws/stack-status';
import { MAX_TEMPLATE, type Outputs, outputsOf, requestOf } from '../stack.ts';
import { StackError } from '../stack-error.ts';
import { messageOf, settled, type Watch, watchOf } from '../stack-watch.ts';

/** What a deployment would do to a stack. Nothing is known of the resources of one that must be repaired first. */
export interface StackPlan {
  readonly outcome: 'created' | 'changed' | 'unchanged' | 'repaired first';
  /** A line for each resource: `modify WebAcl (AWS::WAFv2::WebACL): Rules`. */
  readonly changes: readonly string[];
  /** Of the stack as it is; empty where there is none. */
  readonly outputs: Outputs;
}

/** A stack as a template would make it: one of the landing zone or of a service. */
export interface PlanInput {
  readonly name: string;
  readonly template: { readonly Resources: Readonly<Record<string, { readonly Type: string }>> };
  readonly tags: Readonly<Record<string, string>>;
  /** Lays a template that is too long for a call where CloudFormation reads it. @returns its address in S3 */
  readonly upload?: (body: string) => Promise<string>;
}

/** A change set of our size takes seconds. Milliseconds. */
const PATIENCE = 300_000;
const FIRST_POLL = 200;
const LAST_POLL = 3_000;

/**
 * What `deployStack` would do, by a change set that is deleted afterwards: it changes no resource. A stack that is not there gets none,
 * since that would create it, empty.
 * @throws StackError when CloudFormation refuses the template
 */
export const planStack = async (client: CloudFormationClient, input: PlanInput): Promise<StackPlan> => {
  const watch = watchOf(client, input.name);
  const stack = await settled(watch);
  const next = nextStepOf(stack?.StackStatus);
  if (next === 'create') return { outcome: 'created', changes: Object.entries(input.template.Resources).map(addition), outputs: {} };
  const outputs = outputsOf(stack);
  if (next !== 'update') return { outcome: 'repaired first', changes: [`the stack is in ${stack?.StackStatus}`], outputs };
  const changes = (await changesOf(watch, input)).map(shown);
  return { outcome: changes.length > 0 ? 'changed' : 'unchanged', changes, outputs };
};

const changesOf = async (watch: Watch, input: PlanInput): Promise<readonly Change[]> => {
  const { client } = watch;
  const name = { StackName: input.name, ChangeSetName: `tenantry-plan-${randomUUID()}` };
  const { TemplateBody, ...request } = requestOf(input, input.template);
  const isLong = Buffer.byteLength(TemplateBody) > MAX_TEMPLATE;
  try {
    const template = isLong && input.upload ? { TemplateURL: await input.upload(TemplateBody) } : { TemplateBody };
    await client.send(new CreateChangeSetCommand({ ...request, ...template, ...name, ChangeSetType: 'UPDATE' }));
  } catch (cause) {
    throw new StackError(`stack ${input.name}: ${messageOf(cause)}`, { cause });
  }
  try {
    const { Status, StatusReason = 'AWS gave no reason' } = await ready(watch, name);
    if (Status === 'CREATE_COMPLETE') return await collect(paginateDescribeChangeSet({ client }, name), ({ Changes }) => Changes);
    if (isWithoutChanges(StatusReason)) return [];
    throw new StackError(`stack ${input.name}: its change set is ${Status}: ${StatusReason}`);
  } finally {
    await client.send(new DeleteChangeSetCommand(name));
  }
};

/** The words that CloudFormation has for it (AWS CLI, `wait_for_changeset` of its command deploy). */
const isWithoutChanges = (reason: string): boolean =>
  /the submitted information didn't contain changes|no updates are to be performed/i.test(reason);

const ready = async (
  { client, now, pause }: Watch,
  name: { readonly StackName: string; readonly ChangeSetName: string },
): Promise<DescribeChangeSetOutput> => {
  const until = now() + PATIENCE;
  for (let wait = FIRST_POLL; ; wait = Math.min(LAST_POLL, wait * 1.5)) {
    const found = await client.send(new DescribeChangeSetCommand(name));
    if (!/_(PENDING|IN_PROGRESS)$/.test(found.Status ?? '') || now() > until) return found;
    await pause(wait);
  }
};

const addition = ([id, { Type }]: readonly [string, { readonly Type: string }]): string => `add ${id} (${Type})`;

/**
 * A change as people read it. What refers to something that changes may itself change or not: CloudFormation knows only while it deploys (API
 * Reference, ResourceChangeDetail, Evaluation: Dynamic).
 */
const shown = ({ ResourceChange: change = {} }: Change): string => {
  const { Action = '', LogicalResourceId, ResourceType, Replacement, Details = [] } = change;
  const touched = [...new Set(Details.flatMap(({ Target }) => Target?.Name ?? Target?.Attribute ?? []))].join(', ');
  const isMaybe = Details.length > 0 && Details.every(({ Evaluation }) => Evaluation === 'Dynamic');
  const replaced = { True: '; it is replaced', Conditional: isMaybe ? '; it is replaced then' : '; it may be replaced', False: '' };
  const what = `${isMaybe ? 'maybe ' : ''}${Action.toLowerCase()} ${LogicalResourceId} (${ResourceType})`;
  return `${what}${touched ? `: ${touched}` : ''}${replaced[Replacement ?? 'False']}`;
};
