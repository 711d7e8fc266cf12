import { reached, states } from '../../../states.ts';
import type { GatewayContext } from '../../types.ts';

/** One CreateAccount request. `accountId` is absent where it fails. */
export interface Creation {
  readonly id: string;
  readonly accountName: string;
  readonly email: string;
  readonly roleName: string;
  readonly requestedAt: number;
  readonly accountId?: string;
  readonly failureReason?: string;
  /** The access role exists in the new account. */
  roleCreated?: boolean;
}

interface OrganizationState {
  readonly creations: Record<string, Creation>;
  /** When CloseAccount was called, by account id. */
  readonly closings: Record<string, number>;
  /** Accounts that AWS has suspended for reasons of its own, as a test says. */
  readonly suspended?: Record<string, true>;
}

export const organization = (context: GatewayContext): OrganizationState =>
  context.state('organizations', () => ({ creations: {}, closings: {} }));

export const creationOf = (context: GatewayContext, accountId: string): Creation | undefined =>
  Object.values(organization(context).creations).find((creation) => creation.accountId === accountId);

export const isCreated = ({ clock }: GatewayContext, { requestedAt }: Creation): boolean =>
  reached(clock, requestedAt, states.accountCreated);

/** Whether an account's creation ended so long ago, in AWS's seconds. Accounts that nobody created are old. */
export const isOlderThan = (context: GatewayContext, accountId: string, awsSeconds: number): boolean => {
  const creation = creationOf(context, accountId);
  return creation === undefined || context.clock.due(creation.requestedAt, states.accountCreated.awsSeconds + awsSeconds);
};

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html */
export type AccountState = 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';

export const accountState = (context: GatewayContext, accountId: string): AccountState => {
  const { closings, suspended } = organization(context);
  const closedAt = closings[accountId];
  if (closedAt === undefined) return suspended?.[accountId] ? 'SUSPENDED' : 'ACTIVE';
  return reached(context.clock, closedAt, states.accountClosed) ? 'CLOSED' : 'PENDING_CLOSURE';
};

/**
 * What the organization puts into every new account by itself, as a test says: roles and stacks of AWS Control Tower or of StackSets
 * with automatic deployment (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html).
 */
export const inNewAccounts = (context: GatewayContext): { roles: readonly string[]; stacks: readonly string[] } =>
  context.state('in-new-accounts', () => ({ roles: [], stacks: [] }));

/** Whether a closed account has been deleted for good: until then it counts in the organization. */
export const isGone = (context: GatewayContext, accountId: string): boolean => {
  const closedAt = organization(context).closings[accountId];
  return closedAt !== undefined && reached(context.clock, closedAt, states.accountDeleted);
};

/** What the emulator answers the management account. */
export const asOwner = async (
  context: GatewayContext,
  operation: string,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> =>
  (await context.emulator({ accountId: context.world.management, service: 'organizations', operation, input })).output;

/** The management account's members as the emulator keeps them, with e-mail addresses. */
export const listMembers = async (context: GatewayContext): Promise<{ id: string; email: string }[]> => {
  const { Accounts } = await asOwner(context, 'ListAccounts', {});
  const accounts = Array.isArray(Accounts) ? (Accounts as Record<string, string>[]) : [];
  return accounts.map(({ Id = '', Email = '' }) => ({ id: Id, email: Email }));
};

const pendingRoles = new Map<string, Promise<void>>();

/**
 * Creates the access role that Organizations leaves in every account it creates, once the account is there. Called by whatever
 * could see the role: the status of the creation, and AssumeRole.
 */
export const ensureAccessRole = async (context: GatewayContext, accountId: string): Promise<void> => {
  const creation = creationOf(context, accountId);
  if (!creation || creation.roleCreated || !isCreated(context, creation)) return;
  const pending = pendingRoles.get(accountId) ?? createAccessRole(context, accountId, creation);
  pendingRoles.set(accountId, pending);
  await pending.finally(() => pendingRoles.delete(accountId));
};

const createAccessRole = async (context: GatewayContext, accountId: string, creation: Creation): Promise<void> => {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${context.world.management}:root` }, Action: 'sts:AssumeRole' }],
  };
  const RoleName = creation.roleName;
  const iam = { accountId, service: 'iam' };
  await context.emulator({ ...iam, operation: 'CreateRole', input: { RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) } });
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const attached = await context.emulator({ ...iam, operation: 'AttachRolePolicy', input: { RoleName, PolicyArn } });
  if (attached.status >= 300) throw new Error(`${RoleName} could not be created in ${accountId}: ${attached.body.toString('utf8')}`);
  const { roles, stacks } = inNewAccounts(context);
  for (const RoleName of roles) {
    await context.emulator({ ...iam, operation: 'CreateRole', input: { RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) } });
  }
  for (const StackName of stacks) {
    const TemplateBody = JSON.stringify({ Resources: { Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } });
    await context.emulator({ accountId, service: 'cloudformation', operation: 'CreateStack', input: { StackName, TemplateBody } });
  }
  creation.roleCreated = true;
};
