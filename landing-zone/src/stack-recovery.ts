import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  GetTemplateCommand,
  paginateListStackResources,
  RollbackStackCommand,
  type Stack,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import { type NextStep, nextStepOf } from '@tenantry/shared/aws/stack-status';
import { StackError, stackError } from './stack-error.ts';
import { messageOf, settled, type Watch } from './stack-watch.ts';

const GONE = ['DELETE_COMPLETE', 'DELETE_SKIPPED'];

/** What there is in the stack. */
export const resourcesOf = async ({ client, name }: Watch): Promise<readonly StackResourceSummary[]> => {
  const found: StackResourceSummary[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: name })) {
    found.push(...StackResourceSummaries);
  }
  return found.filter(({ PhysicalResourceId, ResourceStatus = '' }) => PhysicalResourceId && !GONE.includes(ResourceStatus));
};

type Recovery = Exclude<NextStep, 'create' | 'update' | 'wait' | 'refuse'>;
const SAYS: Readonly<Record<Recovery, string>> = {
  delete: 'deleted, to be created again',
  rollBack: 'rolled back',
  continueRollback: 'rollback continued',
};
const isRecovery = (step: NextStep): step is Recovery => step in SAYS;

const recover = async (watch: Watch, step: Recovery, stack: Stack): Promise<void> => {
  const StackName = watch.name;
  switch (step) {
    case 'delete': {
      const kept = await keptIn(watch);
      // Deleting the stack would leave them behind, and nothing could be created beside them.
      if (kept.length > 0) throw await stackError(watch, stack, `It still has ${kept.join(', ')}, which deleting the stack would keep.`);
      await watch.client.send(new DeleteStackCommand({ StackName }));
      return;
    }
    case 'rollBack':
      await watch.client.send(new RollbackStackCommand({ StackName, RetainExceptOnCreate: true }));
      return;
    case 'continueRollback':
      await watch.client.send(new ContinueUpdateRollbackCommand({ StackName }));
  }
};

/**
 * The stack, once it can be updated; undefined when it can be created. Leaves the states that a failed operation, or somebody else's,
 * left behind, each in one attempt.
 * @throws StackError when that does not help, or needs a person
 */
export const usableStack = async (watch: Watch): Promise<Stack | undefined> => {
  const tried = new Set<NextStep>();
  for (;;) {
    const stack = await settled(watch);
    const step = nextStepOf(stack?.StackStatus);
    if (step === 'update') return stack;
    if (step === 'create' || !stack) return undefined;
    if (!isRecovery(step) || tried.has(step)) throw await stackError(watch, stack);
    tried.add(step);
    watch.log(`stack ${watch.name}: ${stack.StackStatus}: it is ${SAYS[step]}`);
    try {
      await recover(watch, step, stack);
    } catch (cause) {
      if (cause instanceof StackError) throw cause;
      // Termination protection, for one.
      throw new StackError(`stack ${watch.name}: ${stack.StackStatus}: ${messageOf(cause)}`, { cause });
    }
  }
};

/** Resources that outlive the stack: `LogicalId (physical id)`. */
const keptIn = async (watch: Watch): Promise<readonly string[]> => {
  const resources = await resourcesOf(watch);
  if (resources.length === 0) return [];
  const { TemplateBody = '{}' } = await watch.client.send(new GetTemplateCommand({ StackName: watch.name, TemplateStage: 'Original' }));
  const policies = policiesIn(TemplateBody);
  return resources.flatMap(({ LogicalResourceId = '', PhysicalResourceId }) =>
    policies(LogicalResourceId)?.startsWith('Retain') ? [`${LogicalResourceId} (${PhysicalResourceId})`] : [],
  );
};

/** Deletion policies of a template. All our templates are JSON; of another nothing is known, and everything counts as kept. */
const policiesIn = (body: string): ((logicalId: string) => string | undefined) => {
  try {
    const { Resources = {} } = JSON.parse(body) as { Resources?: Record<string, { DeletionPolicy?: string }> };
    return (logicalId) => Resources[logicalId]?.DeletionPolicy;
  } catch {
    return () => 'Retain';
  }
};
