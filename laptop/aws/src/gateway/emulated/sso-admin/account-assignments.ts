import { randomUUID } from 'node:crypto';
import { states } from '../../../states.ts';
import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext } from '../../types.ts';
import { identityGroups } from '../identitystore.ts';
import { required } from '../request.ts';

/** The organization's only Identity Center instance. It belongs to the management account. */
export const INSTANCE_ARN = 'arn:aws:sso:::instance/ssoins-7223000000000001';

interface Tag {
  readonly Key: string;
  readonly Value: string;
}
export interface PermissionSet {
  readonly Name: string;
  readonly PermissionSetArn: string;
  readonly Description?: string;
  readonly CreatedDate: number;
  readonly SessionDuration: string;
  readonly tags?: readonly Tag[];
  inlinePolicy?: string;
  managedPolicies: string[];
}

interface Assignment {
  readonly TargetId: string;
  readonly PermissionSetArn: string;
  readonly PrincipalType: string;
  readonly PrincipalId: string;
}

/** A request to assign or unassign; it takes effect when its time is over. */
interface AssignmentRequest extends Assignment {
  readonly RequestId: string;
  readonly kind: 'creation' | 'deletion';
  readonly startedAt: number;
  /** Why it ends FAILED, if it does. */
  readonly failureReason?: string;
  applied: boolean;
}

interface SsoState {
  permissionSets: Record<string, PermissionSet>;
  assignments: Assignment[];
  requests: Record<string, AssignmentRequest>;
}

export interface SsoInput {
  readonly InstanceArn?: string;
  readonly Name?: string;
  readonly Description?: string;
  readonly SessionDuration?: string;
  readonly PermissionSetArn?: string;
  readonly Tags?: readonly Tag[];
  /** ListTagsForResource: the permission set. */
  readonly ResourceArn?: string;
  readonly InlinePolicy?: string;
  readonly ManagedPolicyArn?: string;
  readonly TargetId?: string;
  readonly AccountId?: string;
  readonly PrincipalType?: string;
  readonly PrincipalId?: string;
  readonly AccountAssignmentCreationRequestId?: string;
  readonly AccountAssignmentDeletionRequestId?: string;
}

const same = (a: Assignment, b: Assignment): boolean =>
  a.TargetId === b.TargetId && a.PermissionSetArn === b.PermissionSetArn && a.PrincipalId === b.PrincipalId;

const inProgress = (context: GatewayContext, request: AssignmentRequest): boolean =>
  !context.clock.due(request.startedAt, states.accountAssigned.awsSeconds);

/** The state, with every request applied whose time is over. */
export const ssoState = (context: GatewayContext): SsoState => {
  const state = context.state<SsoState>('sso-admin', () => ({ permissionSets: {}, assignments: [], requests: {} }));
  for (const request of Object.values(state.requests)) {
    if (request.applied || inProgress(context, request)) continue;
    request.applied = true;
    if (request.failureReason !== undefined) continue;
    const { TargetId, PermissionSetArn, PrincipalType, PrincipalId } = request;
    state.assignments = state.assignments.filter((assignment) => !same(assignment, request));
    if (request.kind === 'creation') state.assignments.push({ TargetId, PermissionSetArn, PrincipalType, PrincipalId });
  }
  return state;
};

export const checkInstance = (input: SsoInput, call: AwsCall, { world }: Pick<GatewayContext, 'world'>): void => {
  if (required(input.InstanceArn, 'InstanceArn') !== INSTANCE_ARN || call.caller.accountId !== world.management) {
    throw new AwsError('ResourceNotFoundException', `Instance not found: ${input.InstanceArn}`);
  }
};

export const getPermissionSet = (input: SsoInput, call: AwsCall, context: GatewayContext): PermissionSet => {
  checkInstance(input, call, context);
  const arn = required(input.PermissionSetArn, 'PermissionSetArn');
  const found = ssoState(context).permissionSets[arn];
  if (found) return found;
  throw new AwsError('ResourceNotFoundException', `PermissionSet not found: ${arn}`);
};

const shownRequest = (request: AssignmentRequest, pending: boolean): object => {
  const { kind: _kind, startedAt, applied: _applied, failureReason, ...rest } = request;
  const shown = { ...rest, TargetType: 'AWS_ACCOUNT', CreatedDate: startedAt / 1000 };
  if (pending) return { ...shown, Status: 'IN_PROGRESS' };
  return failureReason === undefined ? { ...shown, Status: 'SUCCEEDED' } : { ...shown, Status: 'FAILED', FailureReason: failureReason };
};

/** Requests that Identity Center works on at a time (https://github.com/aws-samples/aws-iam-identity-center-extensions/pull/89). */
export const AT_A_TIME = 10;

/** Starts an assignment or its end. A second request for an account conflicts while one is in progress; a duplicate succeeds. */
export const startRequest = async (
  kind: AssignmentRequest['kind'],
  input: SsoInput,
  call: AwsCall,
  context: GatewayContext,
): Promise<object> => {
  const { PermissionSetArn } = getPermissionSet(input, call, context);
  const wanted: Assignment = {
    TargetId: required(input.TargetId, 'TargetId'),
    PermissionSetArn,
    PrincipalType: required(input.PrincipalType, 'PrincipalType'),
    PrincipalId: required(input.PrincipalId, 'PrincipalId'),
  };
  if (!identityGroups(context).some(({ GroupId }) => GroupId === wanted.PrincipalId)) {
    throw new AwsError('ResourceNotFoundException', `Principal not found: ${wanted.PrincipalId}`);
  }
  const account = await context.emulator({
    accountId: context.world.management,
    service: 'organizations',
    operation: 'DescribeAccount',
    input: { AccountId: wanted.TargetId },
  });
  if (account.status !== 200) throw new AwsError('ResourceNotFoundException', `Account not found: ${wanted.TargetId}`);
  const { requests } = ssoState(context);
  const atWork = Object.values(requests).filter(({ applied }) => !applied);
  const busy = atWork.some(({ TargetId }) => TargetId === wanted.TargetId);
  if (busy) throw new AwsError('ConflictException', `There is a conflicting operation in process for account ${wanted.TargetId}`);
  if (atWork.length >= AT_A_TIME) {
    throw new AwsError('ThrottlingException', 'There are too many requests processing. Please try again later.');
  }
  const request: AssignmentRequest = {
    ...wanted,
    RequestId: randomUUID(),
    kind,
    startedAt: context.clock.now(),
    applied: false,
    ...(call.endsFailed === undefined ? {} : { failureReason: call.endsFailed }),
  };
  requests[request.RequestId] = request;
  return shownRequest(request, true);
};

/** A request as its status operation shows it. */
export const findRequest = (kind: AssignmentRequest['kind'], id: string | undefined, context: GatewayContext): object => {
  const request = ssoState(context).requests[required(id, 'RequestId')];
  if (request?.kind === kind) return shownRequest(request, !request.applied);
  throw new AwsError('ResourceNotFoundException', `Request not found: ${id}`);
};
