/**
 * What can be done with a stack next.
 * `create`: there is none. `delete`: it holds nothing that works and can only be deleted. `rollBack`: somebody paused it after a failure.
 * `continueRollback`: AWS may be asked to finish going back. `refuse`: a person has to look.
 */
export type NextStep = 'create' | 'update' | 'wait' | 'delete' | 'rollBack' | 'continueRollback' | 'refuse';

/** Every state of a stack (CloudFormation User Guide, "Stack status codes"). */
export const NEXT_STEP = {
  CREATE_IN_PROGRESS: 'wait',
  CREATE_COMPLETE: 'update',
  // Created with rollback switched off: UpdateStack would want it switched off again.
  CREATE_FAILED: 'rollBack',
  ROLLBACK_IN_PROGRESS: 'wait',
  ROLLBACK_COMPLETE: 'delete',
  ROLLBACK_FAILED: 'delete',
  DELETE_IN_PROGRESS: 'wait',
  DELETE_COMPLETE: 'create',
  DELETE_FAILED: 'delete',
  UPDATE_IN_PROGRESS: 'wait',
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: 'wait',
  UPDATE_COMPLETE: 'update',
  UPDATE_FAILED: 'rollBack',
  UPDATE_ROLLBACK_IN_PROGRESS: 'wait',
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: 'wait',
  UPDATE_ROLLBACK_COMPLETE: 'update',
  UPDATE_ROLLBACK_FAILED: 'continueRollback',
  // A change set that nobody executed: the stack has no resources, and nothing is in progress.
  REVIEW_IN_PROGRESS: 'delete',
  IMPORT_IN_PROGRESS: 'wait',
  IMPORT_COMPLETE: 'update',
  IMPORT_ROLLBACK_IN_PROGRESS: 'wait',
  IMPORT_ROLLBACK_COMPLETE: 'update',
  IMPORT_ROLLBACK_FAILED: 'refuse',
} as const satisfies Readonly<Record<string, NextStep>>;

/** @param status of the stack; undefined where there is none. A state that AWS has added since is for a person. */
export const nextStepOf = (status: string | undefined): NextStep => {
  if (status === undefined) return 'create';
  return status in NEXT_STEP ? NEXT_STEP[status as keyof typeof NEXT_STEP] : 'refuse';
};

/** What these functions read of CloudFormation's events, newest first. */
export interface StackEvent {
  readonly StackId?: string;
  readonly PhysicalResourceId?: string;
  readonly LogicalResourceId?: string;
  readonly ResourceType?: string;
  readonly ResourceStatus?: string;
  readonly ResourceStatusReason?: string;
}
const isOfStack = ({ StackId, PhysicalResourceId }: StackEvent): boolean => StackId !== undefined && StackId === PhysicalResourceId;
const STARTS = ['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'IMPORT_IN_PROGRESS'];

/** Whether an operation on the stack began with this event: older ones are of something else. */
export const isStart = (event: StackEvent): boolean => isOfStack(event) && STARTS.includes(event.ResourceStatus ?? '');

const ofLastOperation = (events: readonly StackEvent[]): readonly StackEvent[] => {
  const start = events.findIndex(isStart);
  return start < 0 ? events : events.slice(0, start);
};
const told = ({ LogicalResourceId, ResourceType, ResourceStatusReason }: StackEvent): string =>
  `${LogicalResourceId} (${ResourceType}): ${ResourceStatusReason ?? 'AWS gave no reason'}`;

const firstFailure = (events: readonly StackEvent[]): StackEvent | undefined =>
  events.filter((event) => event.ResourceStatus?.endsWith('_FAILED') && !isOfStack(event)).at(-1);

/**
 * The events of the last operation, newest first. A page has a hundred, and the rollback of a large stack fills several: the cause is on
 * the last.
 * @param pages of DescribeStackEvents
 */
export const lastEventsIn = async (
  pages: AsyncIterable<{ readonly StackEvents?: readonly object[] | undefined }>,
): Promise<readonly StackEvent[]> => {
  const events: StackEvent[] = [];
  for await (const { StackEvents = [] } of pages) {
    events.push(...(StackEvents as readonly StackEvent[]));
    if (events.some(isStart)) break;
  }
  return events;
};

/**
 * Why the last operation failed: its first failure, of which later ones are consequences, and the first that stopped its rollback.
 * @param events newest first
 * @returns undefined where no resource failed
 */
export const failureIn = (events: readonly StackEvent[]): string | undefined => {
  const last = ofLastOperation(events);
  const cause = firstFailure(last);
  if (!cause) return undefined;
  const rollback = last.findIndex((event) => isOfStack(event) && event.ResourceStatus?.endsWith('ROLLBACK_IN_PROGRESS'));
  const stopped = firstFailure(last.slice(0, Math.max(rollback, 0)));
  return stopped ? `${told(cause)}; rolling back: ${told(stopped)}` : told(cause);
};

/**
 * Failures of AWS's own making, which another try may not meet: IAM does not know a new account's session yet, a handler was throttled,
 * or did not reach its service (CloudFormation CLI User Guide, "Handler error codes"; seen in new accounts:
 * https://github.com/aws-samples/aws-serverless-saas-workshop/issues/58,
 * https://github.com/aws-solutions/automated-security-response-on-aws/issues/205).
 */
const PASSING =
  /security token included in the request is invalid|needs a subscription|Rate exceeded|timed out|HandlerErrorCode: (Throttling|ServiceInternalError|ServiceTimeout|NetworkFailure|InternalFailure|GeneralServiceException|NotStabilized)\b/i;

/** @param reason as `failureIn` answers it */
export const isPassing = (reason: string): boolean => PASSING.test(reason);

/** Resources at which CloudFormation is at work, as `Cluster (AWS::RDS::DBCluster)`. Events newest first. */
export const atWorkIn = (events: readonly StackEvent[]): readonly string[] => {
  const seen = new Set<string>();
  return ofLastOperation(events).flatMap((event) => {
    const { LogicalResourceId = '', ResourceType, ResourceStatus } = event;
    if (isOfStack(event) || seen.has(LogicalResourceId)) return [];
    seen.add(LogicalResourceId);
    return ResourceStatus?.endsWith('_IN_PROGRESS') ? [`${LogicalResourceId} (${ResourceType})`] : [];
  });
};
