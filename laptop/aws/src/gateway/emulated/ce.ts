import type { AwsCall } from '../call.ts';
import { AwsError } from '../errors.ts';
import { switches } from '../rules/by-hand.ts';
import type { GatewayContext, Service } from '../types.ts';
import { listOf } from '../xml.ts';
import { required } from './request.ts';

interface Expression {
  readonly Dimensions?: { readonly Key: string; readonly Values: readonly string[] };
  readonly And?: readonly Expression[];
}

interface CostInput {
  readonly TimePeriod?: { readonly Start: string; readonly End: string };
  readonly Granularity?: string;
  readonly Metrics?: readonly string[];
  readonly Filter?: Expression;
  readonly GroupBy?: readonly { readonly Type: string; readonly Key: string }[];
}

interface Period {
  readonly Start: string;
  readonly End: string;
}

const HOUR_MS = 3_600_000;
/** US dollars per hour and gateway in us-east-1, without traffic. https://aws.amazon.com/vpc/pricing/ */
const NAT_GATEWAY_HOUR = 0.045;

const isoDay = (date: Date): string => date.toISOString().slice(0, 10);

/** A bill is final by the fifth day of the next month, in UTC. https://repost.aws/knowledge-center/monthly-aws-billing */
const FINAL_DAY = 5;
/** Whether the bill of the month in which a period ends is still open. */
const isEstimated = ({ End }: Period, now: number): boolean => {
  const last = new Date(Date.parse(End) - 1);
  return now < Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, FINAL_DAY);
};

/** The days or months that lie in a time period; its end is exclusive. */
export const periodsOf = ({ Start, End }: Period, granularity: string): Period[] => {
  const periods: Period[] = [];
  const last = new Date(End);
  for (let start = new Date(Start); start < last; ) {
    const step =
      granularity === 'DAILY'
        ? new Date(start.getTime() + 24 * HOUR_MS)
        : new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
    const end = step < last ? step : last;
    periods.push({ Start: isoDay(start), End: isoDay(end) });
    start = end;
  }
  return periods;
};

const linkedAccounts = (filter: Expression | undefined): readonly string[] | undefined => {
  if (filter?.Dimensions?.Key === 'LINKED_ACCOUNT') return filter.Dimensions.Values;
  return filter?.And?.map(linkedAccounts).find((accounts) => accounts !== undefined);
};

const allAccounts = async (context: GatewayContext): Promise<string[]> => {
  const request = { accountId: context.world.management, service: 'organizations', operation: 'ListAccounts', input: {} };
  const { output } = await context.emulator(request);
  return listOf(output.Accounts).map((account) => String(Reflect.get(account as object, 'Id')));
};

interface Priced {
  readonly since: number;
  readonly hourly: number;
}

/** What costs by the hour in an account: its NAT gateways, by far the largest part of an idle account's bill. */
const pricedResources = async (context: GatewayContext, accountId: string): Promise<Priced[]> => {
  const { output } = await context.emulator({ accountId, service: 'ec2', operation: 'DescribeNatGateways', input: {} });
  const response = output.DescribeNatGatewaysResponse as { natGatewaySet?: { item?: unknown } | string } | undefined;
  const set = response?.natGatewaySet;
  const gateways = listOf(typeof set === 'object' ? set.item : undefined) as { state?: string; createTime?: string }[];
  return gateways
    .filter(({ state }) => state === 'available')
    .map(({ createTime }) => ({ since: Date.parse(createTime ?? '') || context.clock.now(), hourly: NAT_GATEWAY_HOUR }));
};

const costIn = (resources: readonly Priced[], period: Period, now: number): number =>
  resources.reduce((sum, { since, hourly }) => {
    const used = Math.min(Date.parse(period.End), now) - Math.max(Date.parse(period.Start), since);
    return sum + (Math.max(0, used) / HOUR_MS) * hourly;
  }, 0);

/**
 * Cost Explorer answers nobody before it was opened in the console of the management account, whatever IAM allows
 * (https://github.com/aws-samples/aws-cost-explorer-report/issues/15), and no role before the root user has let IAM see the bill.
 */
const checkOpened = ({ caller, operation }: AwsCall, context: GatewayContext): void => {
  const { costExplorer: isOpened, billingAccess } = switches(context);
  if (!isOpened) throw new AwsError('AccessDeniedException', 'User not enabled for cost explorer access');
  if (billingAccess || caller.role === undefined) return;
  throw new AwsError('AccessDeniedException', `User: ${caller.arn} is not authorized to perform: ce:${operation} on resource: *`);
};

/** Cost Explorer: what the accounts of the organization cost, by list price of what stands in them now. */
export const costExplorer: Service = {
  service: 'ce',
  operations: {
    GetCostAndUsage: async (input: CostInput, call: AwsCall, context: GatewayContext) => {
      checkOpened(call, context);
      const period = required(input.TimePeriod, 'TimePeriod');
      const granularity = required(input.Granularity, 'Granularity');
      const names = required(input.Metrics, 'Metrics');
      if (period.Start >= period.End)
        throw new AwsError('ValidationException', 'Start date (and hour) should be before end date (and hour)');
      const byAccount = (input.GroupBy ?? []).some(({ Key }) => Key === 'LINKED_ACCOUNT');
      // The management account sees everybody's cost, a member its own.
      const visible = call.caller.accountId === context.world.management ? await allAccounts(context) : [call.caller.accountId];
      const wanted = linkedAccounts(input.Filter);
      const accounts = visible.filter((account) => wanted === undefined || wanted.includes(account));
      const resources = new Map(
        await Promise.all(accounts.map(async (account) => [account, await pricedResources(context, account)] as const)),
      );
      const metrics = (amount: number) => Object.fromEntries(names.map((name) => [name, { Amount: amount.toFixed(10), Unit: 'USD' }]));
      const now = context.clock.now();
      const results = periodsOf(period, granularity).map((TimePeriod) => {
        const costs = accounts.map((account) => ({ account, amount: costIn(resources.get(account) ?? [], TimePeriod, now) }));
        const total = costs.reduce((sum, { amount }) => sum + amount, 0);
        // AWS leaves out groups without cost.
        const groups = costs
          .filter(({ amount }) => amount > 0)
          .map(({ account, amount }) => ({ Keys: [account], Metrics: metrics(amount) }));
        return {
          TimePeriod,
          Total: byAccount ? {} : metrics(total),
          Groups: byAccount ? groups : [],
          Estimated: isEstimated(TimePeriod, now),
        };
      });
      return { GroupDefinitions: input.GroupBy ?? [], ResultsByTime: results, DimensionValueAttributes: [] };
    },
  },
  resource: (_operation, _input, call) => `arn:aws:ce:us-east-1:${call.caller.accountId}:/GetCostAndUsage`,
};
