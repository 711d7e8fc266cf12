import {
  BudgetsClient,
  CreateBudgetCommand,
  DeleteNotificationCommand,
  DescribeBudgetCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
  UpdateBudgetCommand,
} from '@aws-sdk/client-budgets';
import { describe, expect, test } from '@jest/globals';
import { stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import type { Scope } from '../scope.ts';
import { deployment, tenantBefore } from '../testing/tenant-account.ts';
import { budget } from './budget.ts';

const budgetsOf = ({ inOwner }: Scope) => inOwner(BudgetsClient);
const find = async (scope: Scope) =>
  (
    await budgetsOf(scope)
      .send(new DescribeBudgetCommand({ AccountId: scope.owner.accountId, BudgetName: scope.accountName }))
      .catch((error: Error) => {
        if (error.name !== 'NotFoundException') throw error;
        return { Budget: undefined };
      })
  ).Budget;

describe('budget', () => {
  const at = deployment();
  const tenant = async () => tenantBefore(await at, 'budget');
  const contract = stepContract({
    step: budget,
    tenant,
    list: async (scope) => {
      const found = await find(scope);
      return found?.BudgetName ? [found.BudgetName] : [];
    },
    foreign: async (root) => {
      const BudgetName = root.accountName;
      const AccountId = root.owner.accountId;
      const Budget = { BudgetName, BudgetType: 'USAGE' as const, TimeUnit: 'DAILY' as const, BudgetLimit: { Amount: '3', Unit: 'GB' } };
      await budgetsOf(root).send(new CreateBudgetCommand({ AccountId, Budget }));
      return { id: BudgetName, isUntouched: async () => (await find(root))?.TimeUnit === 'DAILY' };
    },
    drift: async (scope) => {
      const { CalculatedSpend: _, ...found } = (await find(scope)) ?? { BudgetName: '', TimeUnit: 'MONTHLY', BudgetType: 'COST' };
      const NewBudget = { ...found, BudgetLimit: { Amount: '1', Unit: 'USD' } };
      await budgetsOf(scope).send(new UpdateBudgetCommand({ AccountId: scope.owner.accountId, NewBudget }));
    },
    isSound: async (scope) => Number((await find(scope))?.BudgetLimit?.Amount) === scope.budget.monthlyUsd,
  });
  contractCatches(contract, { 'takes what was saved for a proof': 'Budgets is asked for the tags of what was found' });

  test("watches the tenant's account only, and tells somebody", async () => {
    const { root, scope, needs } = await tenant();
    await budget.ensure(scope, needs, {});
    expect((await find(scope))?.CostFilters).toEqual({ LinkedAccount: [(needs as { accountId: string }).accountId] });
    const query = { AccountId: scope.owner.accountId, BudgetName: scope.accountName };
    const { Notifications = [] } = await budgetsOf(root).send(new DescribeNotificationsForBudgetCommand(query));
    expect(Notifications.map(({ NotificationType }) => NotificationType).sort()).toEqual(['ACTUAL', 'FORECASTED']);
  });

  test('tells the address that the configuration has now, and that address alone, also where somebody took an alert away', async () => {
    const { root, scope, needs } = await tenant();
    await budget.ensure(scope, needs, {});
    const query = { AccountId: scope.owner.accountId, BudgetName: scope.accountName };
    const alerts = async () => (await budgetsOf(root).send(new DescribeNotificationsForBudgetCommand(query))).Notifications ?? [];
    const [first] = await alerts();
    await budgetsOf(root).send(new DeleteNotificationCommand({ ...query, Notification: first }));
    await budget.ensure({ ...scope, budget: { ...scope.budget, alertEmail: 'new@hospitals.example' } }, needs, {});
    const told = (await alerts()).map(async (Notification) => {
      const { Subscribers = [] } = await budgetsOf(root).send(new DescribeSubscribersForNotificationCommand({ ...query, Notification }));
      return Subscribers.map(({ Address }) => Address);
    });
    expect(await Promise.all(told)).toEqual([['new@hospitals.example'], ['new@hospitals.example']]);
  });

  test('is that of the plan which its tenant has now', async () => {
    const { scope, needs } = await tenant();
    const planned = { ...scope, config: { ...scope.config, plans: { large: { budgetUsd: 900 } } } };
    for (const [plan, amount] of [
      ['large', 900],
      ['gold', scope.budget.monthlyUsd],
    ] as const) {
      await budget.ensure(planned, { ...(needs as object), plan } as never, {});
      expect(Number((await find(scope))?.BudgetLimit?.Amount)).toBe(amount);
    }
  });
});
