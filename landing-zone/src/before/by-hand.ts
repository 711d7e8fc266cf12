import { BudgetsClient, DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { isCostExplorerOff, LET_IAM_SEE_BILL, OPEN_COST_EXPLORER } from '@tenantry/shared/aws/billing';
import { isCode } from '@tenantry/shared/failure/errors';
import type { Caller } from './identity.ts';
import { GLOBAL_REGION, type Place } from './place.ts';
import { missing, ok, type Question, unknown } from './precondition.ts';

const DAY_MS = 86_400_000;
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** What no API switches on: a person does, once. @param callerOf of the owner account, when it is known */
export const byHandQuestions = (place: Place, callerOf: () => Caller | undefined): readonly Question[] => [
  {
    id: 'cost-explorer',
    name: 'Cost Explorer',
    account: 'owner',
    fix: OPEN_COST_EXPLORER,
    source: 'https://docs.aws.amazon.com/cost-management/latest/userguide/ce-enable.html',
    ask: () => costExplorer(place),
  },
  {
    id: 'billing-access',
    name: 'IAM access to the bill',
    account: 'owner',
    fix: `${LET_IAM_SEE_BILL} The role needs budgets:ViewBudget.`,
    source: 'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/control-access-billing.html',
    ask: () => billingAccess(place, callerOf()),
  },
  {
    id: 'cloudfront',
    name: 'CloudFront takes distributions',
    account: 'superAdmin',
    fix: 'Ask AWS Support to verify this account and new accounts of the organization for CloudFront; then confirm it with --confirm cloudfront.',
    source: 'https://repost.aws/knowledge-center/accessdenied-cloudfront-distribution',
    ask: () => distributions(place),
  },
];

/** It takes a cent, as every request of it. */
const costExplorer = async ({ clientOf, now }: Place) => {
  const TimePeriod = { Start: day(now() - DAY_MS), End: day(now()) };
  const client = new CostExplorerClient(clientOf('owner', GLOBAL_REGION));
  return client.send(new GetCostAndUsageCommand({ TimePeriod, Granularity: 'DAILY', Metrics: ['UnblendedCost'] })).then(
    () => ok('open'),
    (error: unknown) => {
      if (isCode(error, 'DataUnavailableException')) return ok('open; it has no figures yet');
      if (isCostExplorerOff(error)) return missing('not opened yet');
      throw error;
    },
  );
};

const billingAccess = async ({ clientOf, config }: Place, caller: Caller | undefined) => {
  await new BudgetsClient(clientOf('owner', GLOBAL_REGION)).send(
    new DescribeBudgetsCommand({ AccountId: config.accounts.owner, MaxResults: 1 }),
  );
  return caller?.arn.endsWith(':root')
    ? unknown("these are the root user's credentials, which see the bill in any case", 'Use credentials of a role or a user.')
    : ok('a role sees it');
};

/** No API says whether an account was verified; one that has a distribution was. */
const distributions = async ({ clientOf }: Place) => {
  const { DistributionList } = await new CloudFrontClient(clientOf('superAdmin', GLOBAL_REGION)).send(
    new ListDistributionsCommand({ MaxItems: 1 }),
  );
  return (DistributionList?.Items ?? []).length > 0
    ? ok('the account has one')
    : unknown('no API says whether AWS has verified the account');
};
