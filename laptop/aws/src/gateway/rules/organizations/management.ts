import { AwsError } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { text } from '../json-answer.ts';
import { asOwner, listMembers } from './state.ts';

const unitsIn = async (context: GatewayContext, ParentId: string): Promise<{ Id: string; Name: string }[]> =>
  ((await asOwner(context, 'ListOrganizationalUnitsForParent', { ParentId })).OrganizationalUnits ?? []) as { Id: string; Name: string }[];

/** Operations of the management account; the emulator would make every caller the management account of an organization of its own. */
const MANAGEMENT_OPERATIONS = [
  'CreateAccount',
  'DescribeCreateAccountStatus',
  'ListCreateAccountStatus',
  'CloseAccount',
  'MoveAccount',
  'DescribeAccount',
  'ListAccounts',
  'ListAccountsForParent',
  'ListParents',
  'ListRoots',
  'ListOrganizationalUnitsForParent',
  'CreateOrganizationalUnit',
  'DescribeOrganizationalUnit',
  'DeleteOrganizationalUnit',
  'TagResource',
  'UntagResource',
  'ListTagsForResource',
  'CreatePolicy',
  'UpdatePolicy',
  'DeletePolicy',
  'DescribePolicy',
  'ListPolicies',
  'AttachPolicy',
  'DetachPolicy',
  'ListPoliciesForTarget',
  'ListTargetsForPolicy',
  'EnablePolicyType',
  'EnableAWSServiceAccess',
  'DisableAWSServiceAccess',
  'ListAWSServiceAccessForOrganization',
  'DisablePolicyType',
];

export const organizationsRules: readonly Rule[] = [
  {
    name: 'management-account-only',
    source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_permissions_overview.html',
    service: 'organizations',
    operations: [...MANAGEMENT_OPERATIONS, 'DescribeOrganization'],
    before: async (call, context) => {
      const { accountId } = call.caller;
      if (accountId === context.world.management) return undefined;
      const isMember = context.world.accounts.includes(accountId) || (await listMembers(context)).some(({ id }) => id === accountId);
      if (!isMember) throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
      if (call.operation !== 'DescribeOrganization') {
        throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
      }
      await context.authorize(call, 'organizations:DescribeOrganization', '*');
      return {
        status: 200,
        headers: { 'content-type': 'application/x-amz-json-1.1' },
        body: Buffer.from(JSON.stringify(await asOwner(context, call.operation, {}))),
      };
    },
  },
  {
    name: 'organizational-unit-name',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html',
    service: 'organizations',
    operations: ['CreateOrganizationalUnit'],
    before: async (call, context) => {
      const parentId = text(call.params.ParentId);
      const roots = ((await asOwner(context, 'ListRoots', {})).Roots ?? []) as { Id: string }[];
      const parent = await asOwner(context, 'DescribeOrganizationalUnit', { OrganizationalUnitId: parentId });
      if (!roots.some(({ Id }) => Id === parentId) && parent.OrganizationalUnit === undefined) {
        throw new AwsError('ParentNotFoundException', `We can't find a root or OU with the ParentId that you specified.`);
      }
      if ((await unitsIn(context, parentId)).some(({ Name }) => Name === call.params.Name)) {
        throw new AwsError('DuplicateOrganizationalUnitException', 'An OU with the same name already exists.');
      }
      return undefined;
    },
  },
  {
    name: 'organizational-unit-empty',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteOrganizationalUnit.html',
    service: 'organizations',
    operations: ['DeleteOrganizationalUnit'],
    before: async (call, context) => {
      const ParentId = text(call.params.OrganizationalUnitId);
      const accounts = ((await asOwner(context, 'ListAccountsForParent', { ParentId })).Accounts ?? []) as unknown[];
      if (accounts.length > 0 || (await unitsIn(context, ParentId)).length > 0) {
        throw new AwsError(
          'OrganizationalUnitNotEmptyException',
          'The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.',
        );
      }
      return undefined;
    },
  },
];
