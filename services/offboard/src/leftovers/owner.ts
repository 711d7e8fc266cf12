import { BudgetsClient, paginateDescribeBudgets } from '@aws-sdk/client-budgets';
import { paginateListAccountAssignments, paginateListPermissionSets, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

/** In the owner account: the tenant's budget. */
export const budgets: Lister = {
  service: 'Budgets',
  isGlobal: true,
  list: async (place) => {
    const found: Leftover[] = [];
    for await (const { Budgets = [] } of paginateDescribeBudgets({ client: place.client(BudgetsClient) }, { AccountId: place.accountId })) {
      const theirs = Budgets.filter(({ BudgetName }) => hasName(place, BudgetName));
      found.push(...theirs.map(({ BudgetName }) => foundIn(place, 'budget')(BudgetName, true)));
    }
    return found;
  },
};

/** In the owner account: who may still get into the tenant's account. Identity Center lives in one region. */
export const assignments: Lister = {
  service: 'Identity Center',
  list: async (place) => {
    if (!place.tenantAccountId || place.region !== place.zone.config.region) return [];
    const client = place.client(SSOAdminClient);
    const InstanceArn = place.zone.owner.identityCenterInstanceArn;
    const found: Leftover[] = [];
    for await (const { PermissionSets = [] } of paginateListPermissionSets({ client }, { InstanceArn })) {
      for (const PermissionSetArn of PermissionSets) {
        const input = { InstanceArn, PermissionSetArn, AccountId: place.tenantAccountId };
        for await (const page of paginateListAccountAssignments({ client }, input)) {
          const theirs = page.AccountAssignments ?? [];
          found.push(...theirs.map(({ PrincipalId }) => foundIn(place, 'account assignment')(`${PermissionSetArn} ${PrincipalId}`, true)));
        }
      }
    }
    return found;
  },
};
