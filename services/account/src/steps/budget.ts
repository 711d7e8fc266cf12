import { type Budget, CreateBudgetCommand, DeleteBudgetCommand, DescribeBudgetCommand, UpdateBudgetCommand } from '@aws-sdk/client-budgets';
import { LET_IAM_SEE_BILL } from '@tenantry/shared/aws/billing';
import { tenantTags } from '@tenantry/shared/domain/names';
import { codeOf, isCode, StalledError } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { alertsOf, repairAlerts } from '../budget-alerts.ts';
import type { Scope } from '../scope.ts';

const budgetOf = ({ accountName, budget }: Scope, accountId: string): Budget => ({
  BudgetName: accountName,
  BudgetType: 'COST',
  TimeUnit: 'MONTHLY',
  BudgetLimit: { Amount: String(budget.monthlyUsd), Unit: 'USD' },
  CostFilters: { LinkedAccount: [accountId] },
});
/** Refusals that only a person ends: whatever IAM allows, the bill is shown to no role before the root user has said so. */
export const ADVICE: Readonly<Record<string, string>> = {
  AccessDeniedException: `${LET_IAM_SEE_BILL} Where it is, deploy the landing zone again. Then retry the stage (docs/runbook.md#account-not-ready).`,
  CreationLimitExceededException:
    'Delete budgets of the owner account that nobody needs any more, or ask AWS for more, then retry the stage (docs/runbook.md#account-not-ready).',
};

const explained = (cause: unknown): unknown => {
  const code = codeOf(cause);
  const advice = ADVICE[code];
  return advice === undefined ? cause : new StalledError(`AWS Budgets: ${(cause as Error).message}`, { code, advice, cause });
};

/** Lives in the owner account, which alone sees every tenant's cost; its name is the account's. */
export const budget = step(
  'budget',
  {
    ensure: async (scope: Scope, { accountId }: { accountId: string }) => {
      const { budgets, owner } = scope;
      const wanted = budgetOf(scope, accountId);
      try {
        await budgets.send(
          new CreateBudgetCommand({
            AccountId: owner.accountId,
            Budget: wanted,
            NotificationsWithSubscribers: alertsOf(scope),
            ResourceTags: tenantTags(scope.deployment, scope.tenantId),
          }),
        );
      } catch (error) {
        if (!isCode(error, 'DuplicateRecordException')) throw explained(error);
        await repair(scope, wanted);
        await repairAlerts(scope);
      }
      return {};
    },
    remove: async ({ budgets, owner, accountName }: Scope) => {
      try {
        await budgets.send(new DeleteBudgetCommand({ AccountId: owner.accountId, BudgetName: accountName }));
      } catch (error) {
        if (!isCode(error, 'NotFoundException')) throw explained(error);
      }
    },
  },
  {
    creates: [{ type: 'AWS::Budgets::Budget', account: 'owner' }],
  },
);

const repair = async ({ budgets, owner }: Scope, wanted: Budget): Promise<void> => {
  const account = { AccountId: owner.accountId };
  const { Budget: found } = await budgets.send(new DescribeBudgetCommand({ ...account, BudgetName: wanted.BudgetName }));
  const isSound =
    Number(found?.BudgetLimit?.Amount) === Number(wanted.BudgetLimit?.Amount) &&
    found?.CostFilters?.LinkedAccount?.join() === wanted.CostFilters?.LinkedAccount?.join();
  if (!isSound) await budgets.send(new UpdateBudgetCommand({ ...account, NewBudget: wanted }));
};
