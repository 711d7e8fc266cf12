import { ask, each, field, global, type Input, type Look, member, type Requests, regional, type Table, text, unnamed } from './asked.ts';
import { created, tagKeys, tagsOf } from './tags.ts';

/** `ou-…`, `r-…`, `p-…` (of a service control policy) or an account, in the management account's organization. */
const arnsOf = async (look: Look, ids: readonly string[]): Promise<readonly string[]> => {
  const organization = await look.organization();
  const { id, managementAccountId } = organization ?? { id: 'o-none', managementAccountId: '' };
  const path = (name: string): string => {
    if (name.startsWith('p-')) return `policy/${id}/service_control_policy/${name}`;
    return `${name.startsWith('ou-') ? 'ou' : name.startsWith('r-') ? 'root' : 'account'}/${id}/${name}`;
  };
  return ids.map((name) => `arn:aws:organizations::${managementAccountId}:${path(name)}`);
};
const on =
  (...parameters: readonly string[]): Requests =>
  async (input, look) =>
    ask(
      `organizations:${input.operation}`,
      await arnsOf(
        look,
        parameters.map((parameter) => field(input, parameter)),
      ),
    );
const withTags: Requests = async (input, look) => {
  const names = input.params.TagKeys;
  const keys = Array.isArray(names) ? { 'aws:TagKeys': names.map(text) } : tagKeys(tagsOf(input.params.Tags));
  return ask(`organizations:${input.operation}`, await arnsOf(look, [field(input, 'ResourceId')]), keys);
};

export const organizations: Table = {
  ...unnamed(
    'organizations',
    'DescribeCreateAccountStatus',
    'DescribeOrganization',
    'ListAccounts',
    'ListAWSServiceAccessForOrganization',
    'ListCreateAccountStatus',
    'ListRoots',
  ),
  // A new account has no id while IAM is asked.
  CreateAccount: async (input, look) =>
    created('organizations:CreateAccount', '*', tagsOf(input.params.Tags), 'organizations:TagResource', await arnsOf(look, ['*'])),
  AttachPolicy: on('PolicyId', 'TargetId'),
  DetachPolicy: on('PolicyId', 'TargetId'),
  ListPoliciesForTarget: on('TargetId'),
  CloseAccount: on('AccountId'),
  DescribeAccount: on('AccountId'),
  MoveAccount: on('AccountId', 'SourceParentId', 'DestinationParentId'),
  ListAccountsForParent: on('ParentId'),
  ListOrganizationalUnitsForParent: on('ParentId'),
  ListParents: on('ChildId'),
  ListTagsForResource: on('ResourceId'),
  TagResource: withTags,
  UntagResource: withTags,
};

const instance = (input: Input): string => field(input, 'InstanceArn');
const assignment = (input: Input): readonly string[] => [
  instance(input),
  field(input, 'PermissionSetArn'),
  `arn:aws:sso:::account/${field(input, 'TargetId') || field(input, 'AccountId')}`,
];
const REQUESTS_OF = ['DescribeAccountAssignmentCreationStatus', 'DescribeAccountAssignmentDeletionStatus'];
export const sso: Table = {
  ...each(
    'sso',
    ['ListPermissionSets', ...REQUESTS_OF, 'ListAccountAssignmentCreationStatus', 'ListAccountAssignmentDeletionStatus'],
    instance,
  ),
  ...each('sso', ['CreateAccountAssignment', 'DeleteAccountAssignment', 'ListAccountAssignments'], assignment),
  ListPermissionSetsProvisionedToAccount: (input) =>
    ask('sso:ListPermissionSetsProvisionedToAccount', [instance(input), `arn:aws:sso:::account/${field(input, 'AccountId')}`]),
  ListTagsForResource: (input) => ask('sso:ListTagsForResource', [instance(input), field(input, 'ResourceArn')]),
  ListInstances: () => ask('sso:ListInstances', '*'),
};

export const identitystore: Table = {
  GetGroupId: (input) =>
    ask('identitystore:GetGroupId', [
      global(input, 'identitystore', `identitystore/${field(input, 'IdentityStoreId')}`),
      'arn:aws:identitystore:::group/*',
    ]),
};

/** Budgets has two actions for everything, and two for tags (Service Authorization Reference, AWS Budget Service). */
const budget = (input: Input): string => {
  const name = input.params.BudgetName ?? member(input.params.Budget, 'BudgetName') ?? member(input.params.NewBudget, 'BudgetName');
  return global(input, 'budgets', `budget/${text(name) || '*'}`);
};
const views: Requests = (input) => ask('budgets:ViewBudget', budget(input));
const modifies: Requests = (input) =>
  created('budgets:ModifyBudget', budget(input), tagsOf(input.params.ResourceTags), 'budgets:TagResource');
export const budgets: Table = {
  DescribeBudget: views,
  DescribeBudgets: views,
  DescribeNotificationsForBudget: views,
  DescribeSubscribersForNotification: views,
  ListTagsForResource: ({ params }) => ask('budgets:ListTagsForResource', text(params.ResourceARN)),
  CreateBudget: modifies,
  UpdateBudget: modifies,
  DeleteBudget: modifies,
  CreateNotification: modifies,
  UpdateNotification: modifies,
  DeleteNotification: modifies,
  CreateSubscriber: modifies,
  DeleteSubscriber: modifies,
};

export const costExplorer: Table = unnamed('ce', 'GetCostAndUsage', 'ListCostAllocationTags');
export const serviceQuotas: Table = {
  ...each('servicequotas', ['GetServiceQuota'], (input) =>
    regional(input, 'servicequotas', `${field(input, 'ServiceCode')}/${field(input, 'QuotaCode')}`),
  ),
  ...unnamed('servicequotas', 'GetAWSDefaultServiceQuota'),
};

const detector = (input: Input): string => regional(input, 'guardduty', `detector/${field(input, 'DetectorId')}`);
export const guardduty: Table = {
  ...unnamed('guardduty', 'CreateDetector', 'EnableOrganizationAdminAccount', 'ListDetectors', 'ListOrganizationAdminAccounts'),
  ...each(
    'guardduty',
    [
      'DeleteDetector',
      'DeleteMembers',
      'DescribeOrganizationConfiguration',
      'DisassociateMembers',
      'ListMembers',
      'StopMonitoringMembers',
      'UpdateOrganizationConfiguration',
    ],
    detector,
  ),
};
