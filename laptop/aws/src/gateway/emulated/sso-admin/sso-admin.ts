import { randomBytes } from 'node:crypto';
import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Service } from '../../types.ts';
import { IDENTITY_STORE_ID } from '../identitystore.ts';
import { required } from '../request.ts';
import {
  checkInstance,
  findRequest,
  getPermissionSet,
  INSTANCE_ARN,
  type PermissionSet,
  type SsoInput,
  ssoState,
  startRequest,
} from './account-assignments.ts';

/** Where Identity Center is enabled, as a test says; in the region of the deployment when it says nothing. */
export const identityCenter = (context: Pick<GatewayContext, 'state'>): { region?: string } => context.state('identity-center', () => ({}));

const shownSet = ({ inlinePolicy: _inline, managedPolicies: _managed, tags: _tags, ...set }: PermissionSet): object => ({
  PermissionSet: set,
});

const operations = {
  // In its own region alone, as if there were none elsewhere (API reference, ListInstances).
  ListInstances: (_input: SsoInput, call: AwsCall, context: GatewayContext) => ({
    Instances:
      call.caller.accountId === context.world.management && (identityCenter(context).region ?? call.region) === call.region
        ? [{ InstanceArn: INSTANCE_ARN, IdentityStoreId: IDENTITY_STORE_ID, OwnerAccountId: context.world.management, Status: 'ACTIVE' }]
        : [],
  }),
  CreatePermissionSet: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    checkInstance(input, call, context);
    const Name = required(input.Name, 'Name');
    const { permissionSets } = ssoState(context);
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
      ...(input.Tags === undefined ? {} : { tags: input.Tags }),
    };
    permissionSets[set.PermissionSetArn] = set;
    return shownSet(set);
  },
  DescribePermissionSet: (input: SsoInput, call: AwsCall, context: GatewayContext) => shownSet(getPermissionSet(input, call, context)),
  ListTagsForResource: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    const PermissionSetArn = required(input.ResourceArn, 'ResourceArn');
    return { Tags: getPermissionSet({ ...input, PermissionSetArn }, call, context).tags ?? [] };
  },
  ListPermissionSets: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    checkInstance(input, call, context);
    return { PermissionSets: Object.keys(ssoState(context).permissionSets) };
  },
  ListPermissionSetsProvisionedToAccount: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    checkInstance(input, call, context);
    const AccountId = required(input.AccountId, 'AccountId');
    const assigned = ssoState(context).assignments.filter(({ TargetId }) => TargetId === AccountId);
    return { PermissionSets: [...new Set(assigned.map(({ PermissionSetArn }) => PermissionSetArn))] };
  },
  DeletePermissionSet: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    const { PermissionSetArn } = getPermissionSet(input, call, context);
    const { assignments, permissionSets } = ssoState(context);
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
    checkInstance(input, call, context);
    return { AccountAssignmentCreationStatus: findRequest('creation', input.AccountAssignmentCreationRequestId, context) };
  },
  DeleteAccountAssignment: async (input: SsoInput, call: AwsCall, context: GatewayContext) => ({
    AccountAssignmentDeletionStatus: await startRequest('deletion', input, call, context),
  }),
  DescribeAccountAssignmentDeletionStatus: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    checkInstance(input, call, context);
    return { AccountAssignmentDeletionStatus: findRequest('deletion', input.AccountAssignmentDeletionRequestId, context) };
  },
  ListAccountAssignments: (input: SsoInput, call: AwsCall, context: GatewayContext) => {
    const { PermissionSetArn } = getPermissionSet(input, call, context);
    const AccountId = required(input.AccountId, 'AccountId');
    const own = ssoState(context).assignments.filter((a) => a.TargetId === AccountId && a.PermissionSetArn === PermissionSetArn);
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
    const resources = [input.PermissionSetArn, input.ResourceArn, account === undefined ? undefined : `arn:aws:sso:::account/${account}`];
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
