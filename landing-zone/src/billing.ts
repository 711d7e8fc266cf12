import { type BudgetsClient, DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import { type CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { adviceOnBilling, isCostExplorerOff, OPEN_COST_EXPLORER } from '@tenantry/shared/aws/billing';
import { failureOf, isCode } from '@tenantry/shared/failure/errors';

export interface BillingClients {
  readonly costs: CostExplorerClient;
  readonly budgets: BudgetsClient;
}

const DAY_MS = 86_400_000;
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * Lists what only a person can switch on in the owner account and nobody has: without it there is no cost in the console, and stage
 * account stalls at the first tenant's budget. Refuses nothing: everything else is deployed without it. Cost Explorer takes a cent.
 * @param now epoch milliseconds
 */
export const warnOfClosedBilling = async (
  { costs, budgets }: BillingClients,
  AccountId: string,
  log: (line: string) => void,
  now = Date.now(),
): Promise<void> => {
  const TimePeriod = { Start: day(now - DAY_MS), End: day(now) };
  const cost = costs.send(new GetCostAndUsageCommand({ TimePeriod, Granularity: 'DAILY', Metrics: ['UnblendedCost'] }));
  const found = await Promise.all([
    cost.then(
      () => undefined,
      // It is open, and has no figures yet.
      (error: unknown) => (isCode(error, 'DataUnavailableException') ? undefined : closed('Cost Explorer GetCostAndUsage', error)),
    ),
    budgets.send(new DescribeBudgetsCommand({ AccountId, MaxResults: 1 })).then(
      () => undefined,
      (error: unknown) => closed('AWS Budgets DescribeBudgets', error),
    ),
  ]);
  for (const line of found) if (line) log(`owner         ${line}`);
};

const closed = (call: string, error: unknown): string => {
  if (isCostExplorerOff(error)) return OPEN_COST_EXPLORER;
  const { code, message } = failureOf(error);
  return [`${call} was not answered: ${code}: ${message.replace(/\.$/, '')}.`, adviceOnBilling(error)].filter(Boolean).join(' ');
};
