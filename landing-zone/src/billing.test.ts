import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { expect, test } from '@jest/globals';
import { warnOfClosedBilling } from './billing.ts';
import { awsError, scripted } from './testing/scripted.ts';

const told = async (cost: object, budget: object): Promise<readonly string[]> => {
  const lines: string[] = [];
  const clients = {
    costs: scripted(new CostExplorerClient({}), () => cost).client,
    budgets: scripted(new BudgetsClient({}), () => budget).client,
  };
  await warnOfClosedBilling(clients, '111111111111', (line) => lines.push(line), Date.parse('2026-11-28T05:00:00Z'));
  return lines;
};
const denied = (message: string) => awsError('AccessDeniedException', message);

test('an owner account that shows its bill is not spoken of, nor one that has no figures yet', async () => {
  expect(await told({}, {})).toEqual([]);
  expect(await told(awsError('DataUnavailableException'), {})).toEqual([]);
});

test('what nobody has switched on is told with what to do, and the deployment goes on', async () => {
  expect(await told(denied('User not enabled for cost explorer access'), denied('not authorized'))).toEqual([
    expect.stringMatching(/^owner +Cost Explorer is not open yet\. Open it once/),
    expect.stringMatching(
      /AWS Budgets DescribeBudgets was not answered: AccessDeniedException: not authorized\. The root user .* activates/,
    ),
  ]);
});

test('any other refusal is told as AWS gave it', async () => {
  expect(await told(denied('no ce:GetCostAndUsage'), awsError('ThrottlingException', 'slow'))).toEqual([
    expect.stringMatching(/Cost Explorer GetCostAndUsage was not answered: AccessDeniedException: no ce:GetCostAndUsage\. The root user/),
    expect.stringMatching(/AWS Budgets DescribeBudgets was not answered: ThrottlingException: slow\.$/),
  ]);
});
