import { BudgetsClient, DescribeBudgetCommand } from '@aws-sdk/client-budgets';
import { paginateListAccountAssignments, paginateListPermissionSetsProvisionedToAccount, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { isCode } from '@tenantry/shared/failure/errors';
import { foundIn, type Leftover, type Lister } from './leftover.ts';

/** In the owner account: the tenant's budget, by its name: there is one for every tenant. */
export const budgets: Lister = {
  service: 'Budgets',
  finds: ['AWS::Budgets::Budget'],
  isGlobal: true,
  list: async (place) => {
    const query = new DescribeBudgetCommand({ AccountId: place.accountId, BudgetName: tenantResourceName(place.tenantId) });
    try {
      const { Budget } = await place.client(BudgetsClient).send(query);
      return Budget ? [foundIn(place, 'budget')(Budget.BudgetName, true)] : [];
    } catch (error) {
      if (isCode(error, 'NotFoundException')) return [];
      throw error;
    }
  },
};

const OTHERS = 'of the organization: a permission set that this deployment does not assign; it ends with the account';
const CLOSED = 'into an account that is closed: it ends with the account';

/** Who is assigned what in an account. Only the permission sets that it has are asked for: an organization may have hundreds. */
async function* assignmentsIn(client: SSOAdminClient, account: { readonly InstanceArn: string; readonly AccountId: string }) {
  for await (const { PermissionSets = [] } of paginateListPermissionSetsProvisionedToAccount({ client }, account)) {
    for (const PermissionSetArn of PermissionSets) {
      for await (const { AccountAssignments = [] } of paginateListAccountAssignments({ client }, { ...account, PermissionSetArn })) {
        yield* AccountAssignments.map(({ PrincipalId }) => ({ permissionSetArn: PermissionSetArn, principalId: PrincipalId }));
      }
    }
  }
}

/** In the owner account: who may still get into the tenant's account. */
export const assignments: Lister = {
  service: 'Identity Center',
  finds: ['AWS::SSO::Assignment'],
  isAtHome: true,
  list: async (place) => {
    if (!place.tenantAccountId) return [];
    const { identityCenterInstanceArn: InstanceArn, permissionSetArns } = place.zone.owner;
    const ours = Object.values(permissionSetArns);
    const found: Leftover[] = [];
    try {
      const account = { InstanceArn, AccountId: place.tenantAccountId };
      for await (const { permissionSetArn, principalId } of assignmentsIn(place.client(SSOAdminClient), account)) {
        const isOurs = ours.includes(permissionSetArn);
        const reason = isOurs ? place.isAccountClosed && CLOSED : OTHERS;
        const one = foundIn(place, 'account assignment')(`${permissionSetArn} ${principalId}`, isOurs, reason);
        found.push(isOurs ? one : { ...one, isTold: true });
      }
    } catch (error) {
      // Ninety days after its closing an account is gone for good, and Identity Center need not know it any more.
      if (!place.isAccountClosed || !isCode(error, 'ResourceNotFoundException')) throw error;
    }
    return found;
  },
};
