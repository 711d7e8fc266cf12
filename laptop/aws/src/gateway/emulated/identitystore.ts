import { randomUUID } from 'node:crypto';
import type { Group } from '../../world.ts';
import type { AwsCall } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext, Service } from '../types.ts';
import { required } from './request.ts';

/** The directory behind the Identity Center instance. */
export const IDENTITY_STORE_ID = 'd-9067000001';

interface IdentityInput {
  readonly IdentityStoreId?: string;
  readonly DisplayName?: string;
  readonly Description?: string;
  readonly GroupId?: string;
  readonly MemberId?: { readonly UserId?: string };
  readonly Filters?: readonly { readonly AttributePath: string; readonly AttributeValue: string }[];
  readonly AlternateIdentifier?: { readonly UniqueAttribute?: { readonly AttributePath: string; readonly AttributeValue: unknown } };
}

/** The groups of the directory: at first those that the world has. */
export const identityGroups = (context: GatewayContext): Group[] =>
  context.state('identitystore', () => ({ groups: [...(context.world.groups ?? [])] })).groups;

interface Membership {
  readonly IdentityStoreId: string;
  readonly MembershipId: string;
  readonly GroupId: string;
  readonly MemberId: { readonly UserId: string };
}
const memberships = (context: GatewayContext): Membership[] =>
  context.state('identitystore-memberships', (): { memberships: Membership[] } => ({ memberships: [] })).memberships;

const checkStore = (input: IdentityInput, call: AwsCall, { world }: GatewayContext): void => {
  if (required(input.IdentityStoreId, 'IdentityStoreId') !== IDENTITY_STORE_ID || call.caller.accountId !== world.management) {
    throw new AwsError('ResourceNotFoundException', `IDENTITY_STORE not found: ${input.IdentityStoreId}`);
  }
};

/** @throws AwsError ResourceNotFoundException for a group that there is not */
const existingGroup = (input: IdentityInput, call: AwsCall, context: GatewayContext): string => {
  checkStore(input, call, context);
  const GroupId = required(input.GroupId, 'GroupId');
  if (!identityGroups(context).some((one) => one.GroupId === GroupId)) {
    throw new AwsError('ResourceNotFoundException', `GROUP not found: ${GroupId}`);
  }
  return GroupId;
};

const identified = ({ GroupId }: Group): object => ({
  IdentityStoreId: IDENTITY_STORE_ID,
  GroupId,
  GroupArn: `arn:aws:identitystore:::group/${GroupId}`,
  Revision: '1',
});
const shown = (group: Group): object => ({ ...group, ...identified(group) });

const isDisplayName = (path: string): boolean => path.toLowerCase() === 'displayname';

/** Calls about one group (Service Authorization Reference, AWS Identity Store). */
const GROUP_CALLS = new Set(['DescribeGroup', 'ListGroupMemberships', 'CreateGroupMembership']);

/** The groups of the organization's directory. */
export const identitystore: Service = {
  service: 'identitystore',
  operations: {
    ListGroups: (input: IdentityInput, call: AwsCall, context: GatewayContext) => {
      checkStore(input, call, context);
      const [filter] = input.Filters ?? [];
      if (filter && !isDisplayName(filter.AttributePath))
        throw new AwsError('ValidationException', `Unsupported filter: ${filter.AttributePath}`);
      const groups = identityGroups(context).filter(({ DisplayName }) => filter === undefined || DisplayName === filter.AttributeValue);
      return { Groups: groups.map(shown) };
    },
    GetGroupId: (input: IdentityInput, call: AwsCall, context: GatewayContext) => {
      checkStore(input, call, context);
      const attribute = required(input.AlternateIdentifier?.UniqueAttribute, 'AlternateIdentifier.UniqueAttribute');
      const named = identityGroups(context).find(
        ({ DisplayName }) => isDisplayName(attribute.AttributePath) && DisplayName === attribute.AttributeValue,
      );
      if (!named) throw new AwsError('ResourceNotFoundException', `GROUP not found: ${String(attribute.AttributeValue)}`);
      return { IdentityStoreId: IDENTITY_STORE_ID, GroupId: named.GroupId, GroupArn: `arn:aws:identitystore:::group/${named.GroupId}` };
    },
    DescribeGroup: (input: IdentityInput, call: AwsCall, context: GatewayContext) => {
      checkStore(input, call, context);
      const group = identityGroups(context).find(({ GroupId }) => GroupId === required(input.GroupId, 'GroupId'));
      if (!group) throw new AwsError('ResourceNotFoundException', `GROUP not found: ${input.GroupId}`);
      return shown(group);
    },
    ListGroupMemberships: (input: IdentityInput, call: AwsCall, context: GatewayContext) => {
      const GroupId = existingGroup(input, call, context);
      return { GroupMemberships: memberships(context).filter((one) => one.GroupId === GroupId) };
    },
    // Users come from an identity provider: the id of any is taken.
    CreateGroupMembership: (input: IdentityInput, call: AwsCall, context: GatewayContext) => {
      const GroupId = existingGroup(input, call, context);
      const MemberId = { UserId: required(input.MemberId?.UserId, 'MemberId.UserId') };
      if (memberships(context).some((one) => one.GroupId === GroupId && one.MemberId.UserId === MemberId.UserId)) {
        throw new AwsError('ConflictException', 'Member and Group relationship already exists.');
      }
      const made = { IdentityStoreId: IDENTITY_STORE_ID, MembershipId: randomUUID(), GroupId, MemberId };
      memberships(context).push(made);
      return { IdentityStoreId: IDENTITY_STORE_ID, MembershipId: made.MembershipId };
    },
    CreateGroup: (input: IdentityInput, call: AwsCall, context: GatewayContext) => {
      checkStore(input, call, context);
      const DisplayName = required(input.DisplayName, 'DisplayName');
      const groups = identityGroups(context);
      if (groups.some((group) => group.DisplayName === DisplayName)) {
        throw new AwsError('ConflictException', `Duplicate GroupDisplayName: ${DisplayName}`);
      }
      const group: Group = {
        GroupId: `906700000a-${randomUUID()}`,
        DisplayName,
        ...(input.Description === undefined ? {} : { Description: input.Description }),
      };
      groups.push(group);
      return identified(group);
    },
  },
  resource: (operation, input: IdentityInput, _call, { world }) =>
    GROUP_CALLS.has(operation) && input.GroupId !== undefined
      ? `arn:aws:identitystore:::group/${input.GroupId}`
      : `arn:aws:identitystore::${world.management}:identitystore/${IDENTITY_STORE_ID}`,
};
