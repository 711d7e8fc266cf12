import { randomBytes, randomUUID } from 'node:crypto';
import { ACCOUNTS } from '../../accounts.ts';
import { states } from '../../states.ts';
import { AwsError } from '../errors.ts';
import type { AwsCall, GatewayContext, Service } from '../types.ts';
import { IDENTITY_STORE_ID, identityGroups } from './identitystore.ts';
import { required } from './request.ts';

/** The organization's only Identity Center instance. It belongs to the management account. */
export const INSTANCE_ARN = 'arn:aws:sso:::instance/ssoins-7223000000000001';

interface PermissionSet {
  readonly Name: string;
  readonly PermissionSetArn: string;
  readonly Description?: string;
  readonly CreatedDate: number;
  readonly SessionDuration: string;
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
  applied: boolean;
}

interface SsoState {
  permissionSets: Record<string, PermissionSet>;
  assignments: Assignment[];
  requests: Record<string, AssignmentRequest>;
}

interface SsoInput {
  readonly InstanceArn?: string;
  readonly Name?: string;
  readonly Description?: string;
  readonly SessionDuration?: string;
  readonly PermissionSetArn?: string;
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
const stateOf = (context: GatewayContext): SsoState => {
  const state = context.state<SsoState>('sso-admin', () => ({ permissionSets: {}, assignments: [], requests: {} }));
  for (const request of Object.values(state.requests)) {
    if (request.applied || inProgress(context, request)) continue;
    request.applied = true;
    const { TargetId, PermissionSetArn, PrincipalType, PrincipalId } = request;
    state.assignments = state.assignments.filter((assignment) => !same(assignment, request));
    if (request.kind === 'creation') state.assignments.push({ TargetId, PermissionSetArn, PrincipalType, PrincipalId });
  }
  return state;
};

const checkInstance = (input: SsoInput, call: AwsCall): void => {
  if (required(input.InstanceArn, 'InstanceArn') !== INSTANCE_ARN || call.caller.accountId !== ACCOUNTS.owner) {
    throw new AwsError('ResourceNotFoundException', `Instance not found: ${input.InstanceArn}`);
  }
};

const getPermissionSet = (input: SsoInput, call: AwsCall, context: GatewayContext): PermissionSet => {
  checkInstance(input, call);
  const arn = required(input.PermissionSetArn, 'PermissionSetArn');
  const found = stateOf(context).permissionSets[arn];
  if (found) return found;
  throw new AwsError('ResourceNotFoundException', `PermissionSet not found: ${arn}`);
};

const shownSet = ({ inlinePolicy: _inline, managedPolicies: _managed, ...set }: PermissionSet): object => ({ PermissionSet: set });

const shownRequest = (request: AssignmentRequest, pending: boolean): object => {
  const { kind: _kind, startedAt, applied: _applied, ...rest } = request;
  return { ...rest, Status: pending ? 'IN_PROGRESS' : 'SUCCEEDED', TargetType: 'AWS_ACCOUNT', CreatedDate: startedAt / 1000 };
};

const startRequest = async (kind: AssignmentRequest['kind'], input: SsoInput, call: AwsCall, context: GatewayContext): Promise<object> => {
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
    accountId: ACCOUNTS.owner,
    service: 'organizations',
    operation: 'DescribeAccount',
    input: { AccountId: wanted.TargetId },
  });
  if (account.status !== 200) throw new AwsError('ResourceNotFoundException', `Account not found: ${wanted.TargetId}`);
  const { requests } = stateOf(context);
  const busy = Object.values(requests).some(({ TargetId, applied }) => TargetId === wanted.TargetId && !applied);
  if (busy) throw new AwsError('ConflictException', `There is a conflicting operation in process for account ${wanted.TargetId}`);
  const request: AssignmentRequest = { ...wanted, RequestId: randomUUID(), kind, startedAt: context.clock.now(), applied: false };
  requests[request.RequestId] = request;
  return shownRequest(request, true);
};

const findRequest = (kind: AssignmentRequest['kind'], id: string | undefined, context: GatewayContext): object => {
  const request = stateOf(context).requests[required(id, 'RequestId')];
  if (request?.kind === kind) return shownRequest(request, !request.applied);
  throw new AwsError('ResourceNotFoundException', `Request not found: ${id}`);
};

const operations = {
  ListInstances: (_input: SsoInput, call: AwsCall) => ({
    Instances:
      call.caller.accountId === ACCOUNTS.owner
        ? [{ InstanceArn: INSTANCE_ARN, IdentityStoreId: IDENTITY_STORE_ID, OwnerAccountId: ACCOUNTS.owner, Status: 'ACTIVE' }]
        : [],
  }),
  CreatePermissionSet: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    checkInstance(input, call);
    const Name = required(input.Name, 'Name');
    const { permissionSets } = stateOf(context);
    if (Object.values(permissionSets).some((set) => set.Name === Name)) {
      throw new AwsError('ConflictException', `PermissionSet with name ${Name} already exists.`);
    }
    const set: PermissionSet = {
      Name,
      PermissionSetArn: `${INSTANCE_ARN.replace(':instance/', ':permissionSet/')}/ps-${randomBytes(8).toString('hex')}`,
      ...(input.Description === undefined ? {} : { Description: input.Description }),
      CreatedDate: context.clock.now() / 1000,
      SessionDuration: input.SessionDuration ?? 'PT1H',
      managedPolicies: [],
    };
    permissionSets[set.PermissionSetArn] = set;
    return shownSet(set);
  },
  DescribePermissionSet: (input: SsoInput, call: AwsCall, context: GatewayContext) => shownSet(getPermissionSet(input, call, context)),
  ListPermissionSets: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    checkInstance(input, call);
    return { PermissionSets: Object.keys(stateOf(context).permissionSets) };
  },
  DeletePermissionSet: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    const { PermissionSetArn } = getPermissionSet(input, call, context);
    const { assignments, permissionSets } = stateOf(context);
    if (assignments.some((assignment) => assignment.PermissionSetArn === PermissionSetArn)) {
      throw new AwsError('ConflictException', `PermissionSet ${PermissionSetArn} has account assignments`);
    }
    delete permissionSets[PermissionSetArn];
    return {};
  },
  PutInlinePolicyToPermissionSet: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    getPermissionSet(input, call, context).inlinePolicy = required(input.InlinePolicy, 'InlinePolicy');
    return {};
  },
  AttachManagedPolicyToPermissionSet: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    const set = getPermissionSet(input, call, context);
    const policy = required(input.ManagedPolicyArn, 'ManagedPolicyArn');
    if (set.managedPolicies.includes(policy)) throw new AwsError('ConflictException', `Policy ${policy} is already attached`);
    set.managedPolicies.push(policy);
    return {};
  },
  CreateAccountAssignment: async (input: SsoInput, call: AwsCall, context: GatewayContext) => ({
    AccountAssignmentCreationStatus: await startRequest('creation', input, call, context),
  }),
  DescribeAccountAssignmentCreationStatus: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    checkInstance(input, call);
    return { AccountAssignmentCreationStatus: findRequest('creation', input.AccountAssignmentCreationRequestId, context) };
  },
  DeleteAccountAssignment: async (input: SsoInput, call: AwsCall, context: GatewayContext) => ({
    AccountAssignmentDeletionStatus: await startRequest('deletion', input, call, context),
  }),
  DescribeAccountAssignmentDeletionStatus: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    checkInstance(input, call);
    return { AccountAssignmentDeletionStatus: findRequest('deletion', input.AccountAssignmentDeletionRequestId, context) };
  },
  ListAccountAssignments: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    const { PermissionSetArn } = getPermissionSet(input, call, context);
    const AccountId = required(input.AccountId, 'AccountId');
    const own = stateOf(context).assignments.filter((a) => a.TargetId === AccountId && a.PermissionSetArn === PermissionSetArn);
    return {
      AccountAssignments: own.map(({ PrincipalType, PrincipalId }) => ({ AccountId, PermissionSetArn, PrincipalType, PrincipalId })),
    };
  },
};

type Operation = (input: SsoInput, call: AwsCall, context: GatewayContext) => object | Promise<object>;

/**
 * IAM checks the instance (asked by the gateway), and the permission set and the account where a request names them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html
 */
const authorized =
  (name: string, perform: Operation): Operation =>
  async (input, call, context) => {
    const account = input.TargetId ?? input.AccountId;
    const resources = [input.PermissionSetArn, account === undefined ? undefined : `arn:aws:sso:::account/${account}`];
    for (const resource of resources) if (resource !== undefined) await context.authorize(call, `sso:${name}`, resource);
    return perform(input, call, context);
  };

/** IAM Identity Center: permission sets, and groups assigned to accounts with them. */
export const ssoAdmin: Service = {
  service: 'sso-admin',
  namespace: 'sso',
  operations: Object.fromEntries(Object.entries<Operation>(operations).map(([name, perform]) => [name, authorized(name, perform)])),
  resource: (_operation, { InstanceArn = '*' }: SsoInput) => InstanceArn,
};
