import {
  type Budget,
  BudgetsClient,
  CreateBudgetCommand,
  DeleteBudgetCommand,
  DescribeBudgetCommand,
  ListTagsForResourceCommand,
  UpdateBudgetCommand,
} from '@aws-sdk/client-budgets';
import { LET_IAM_SEE_BILL } from '@tenantry/shared/aws/billing';
import { hasTag } from '@tenantry/shared/aws/tags';
import { limitsOf } from '@tenantry/shared/deployment/plans';
import { tenantTags } from '@tenantry/shared/domain/names';
import { codeOf, messageOf, StalledError } from '@tenantry/shared/failure/errors';
import { resource } from '@tenantry/shared/saga/resource';
import { alertsOf, repairAlerts } from '../budget-alerts.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly accountId: string;
  readonly plan: string;
}

const budgetOf = (scope: Scope, { accountId, plan }: Needs): Budget => ({
  BudgetName: scope.accountName,
  BudgetType: 'COST',
  TimeUnit: 'MONTHLY',
  BudgetLimit: { Amount: String(limitsOf(scope.config, plan).budgetUsd), Unit: 'USD' },
  CostFilters: { LinkedAccount: [accountId] },
});
/** Refusals that only a person ends: whatever IAM allows, the bill is shown to no role before the root user has said so. */
export const ADVICE: Readonly<Record<string, string>> = {
  AccessDeniedException: `${LET_IAM_SEE_BILL} Where it is, deploy the landing zone again. Then retry the stage (docs/runbook.md#account-not-ready).`,
  CreationLimitExceededException:
    'Delete budgets of the owner account that nobody needs any more, or ask AWS for more, then retry the stage (docs/runbook.md#account-not-ready).',
};

/** @throws StalledError for a refusal that only a person ends */
const explained = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (cause) {
    const code = codeOf(cause);
    const advice = ADVICE[code];
    throw advice === undefined ? cause : new StalledError(`AWS Budgets: ${messageOf(cause)}`, { code, advice, cause });
  }
};

/** Budgets are global, and have an ARN without a region (Service Authorization Reference, AWS Budget Service). */
const arnOf = ({ owner, accountName }: Scope): string => `arn:aws:budgets::${owner.accountId}:budget/${accountName}`;
const ALERTS = 'alerts';

/** Lives in the owner account, which alone sees every tenant's cost; its name is the account's. */
export const budget = resource(
  'budget',
  {
    find: async ({ inOwner, owner, accountName }: Scope) => {
      const query = new DescribeBudgetCommand({ AccountId: owner.accountId, BudgetName: accountName });
      const { Budget: found } = await explained(inOwner(BudgetsClient).send(query));
      return found ? [found] : [];
    },
    isOurs: async (scope) => {
      const query = new ListTagsForResourceCommand({ ResourceARN: arnOf(scope) });
      return hasTag(scope, (await explained(scope.inOwner(BudgetsClient).send(query))).ResourceTags);
    },
    create: async (scope: Scope, needs: Needs) => {
      const { inOwner, owner, deployment, tenantId } = scope;
      const Budget = budgetOf(scope, needs);
      const input = {
        AccountId: owner.accountId,
        Budget,
        NotificationsWithSubscribers: alertsOf(scope),
        ResourceTags: tenantTags(deployment, tenantId),
      };
      await explained(inOwner(BudgetsClient).send(new CreateBudgetCommand(input)));
      return Budget;
    },
    // DescribeBudget does not show the alerts.
    differs: (scope, needs, found) => {
      const wanted = budgetOf(scope, needs);
      const isSound =
        Number(found.BudgetLimit?.Amount) === Number(wanted.BudgetLimit?.Amount) &&
        found.CostFilters?.LinkedAccount?.join() === wanted.CostFilters?.LinkedAccount?.join();
      return isSound ? [ALERTS] : ['limit or filter', ALERTS];
    },
    repair: async (scope, needs, _found, differences) => {
      const { inOwner, owner } = scope;
      if (differences.some((one) => one !== ALERTS)) {
        await inOwner(BudgetsClient).send(new UpdateBudgetCommand({ AccountId: owner.accountId, NewBudget: budgetOf(scope, needs) }));
      }
      await repairAlerts(scope);
    },
    unseen: [ALERTS],
    remove: ({ inOwner, owner }, { BudgetName }) =>
      explained(inOwner(BudgetsClient).send(new DeleteBudgetCommand({ AccountId: owner.accountId, BudgetName }))),
    gone: ['NotFoundException'],
    foreign: {
      code: 'ForeignBudget',
      advice:
        "Find out who made it in the organization's owner account, where nothing of it was touched, and remove it; then retry the stage (docs/runbook.md#something-is-in-the-way-that-is-not-ours).",
    },
    what: ({ BudgetName }) => `budget ${BudgetName}`,
    out: () => ({}),
  },
  { creates: [{ type: 'AWS::Budgets::Budget', account: 'owner' }] },
);
