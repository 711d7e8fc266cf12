import {
  BudgetsClient,
  CreateNotificationCommand,
  CreateSubscriberCommand,
  DeleteSubscriberCommand,
  type Notification,
  paginateDescribeSubscribersForNotification,
  type Subscriber,
} from '@aws-sdk/client-budgets';
import { collect } from '@tenantry/shared/aws/pages';
import { isCode } from '@tenantry/shared/failure/errors';
import type { Scope } from './scope.ts';

const WHEN_SPENT = { Threshold: 100, ThresholdType: 'PERCENTAGE', ComparisonOperator: 'GREATER_THAN' } as const;
/** Notified when the money is spent, and earlier when the forecast says so. Per cent. */
const ALERTS: readonly Notification[] = [
  { NotificationType: 'ACTUAL', ...WHEN_SPENT },
  { NotificationType: 'FORECASTED', ...WHEN_SPENT },
];
const wantedOf = ({ budget }: Pick<Scope, 'budget'>): Subscriber => ({ SubscriptionType: 'EMAIL', Address: budget.alertEmail });

/** Input of CreateBudget: every alert goes to the configured address, and to nobody else. */
export const alertsOf = (scope: Pick<Scope, 'budget'>) =>
  ALERTS.map((alert) => ({ Notification: { ...alert }, Subscribers: [wantedOf(scope)] }));

type Repaired = Pick<Scope, 'inOwner' | 'budget' | 'owner' | 'accountName'>;

/** Makes the alerts of a budget that is there as `alertsOf` says: the address of the configuration may have changed since. */
export const repairAlerts = async (scope: Repaired): Promise<void> => {
  const { inOwner, owner, accountName } = scope;
  const budgets = inOwner(BudgetsClient);
  const wanted = wantedOf(scope);
  for (const Notification of ALERTS) {
    const alert = { AccountId: owner.accountId, BudgetName: accountName, Notification };
    const found = await subscribersOf(scope, alert);
    if (!found) {
      await budgets.send(new CreateNotificationCommand({ ...alert, Subscribers: [wanted] }));
      continue;
    }
    // First the new one: with its last subscriber a notification goes, too (API reference, DeleteSubscriber).
    if (!found.some((one) => isSame(one, wanted))) await budgets.send(new CreateSubscriberCommand({ ...alert, Subscriber: wanted }));
    for (const other of found.filter((one) => !isSame(one, wanted))) {
      await budgets.send(new DeleteSubscriberCommand({ ...alert, Subscriber: other }));
    }
  }
};

const isSame = (a: Subscriber, b: Subscriber): boolean => a.SubscriptionType === b.SubscriptionType && a.Address === b.Address;

/** Undefined when the budget has no such alert. */
const subscribersOf = async (
  { inOwner }: Repaired,
  alert: { readonly AccountId: string; readonly BudgetName: string; readonly Notification: Notification },
): Promise<readonly Subscriber[] | undefined> => {
  try {
    return await collect(
      paginateDescribeSubscribersForNotification({ client: inOwner(BudgetsClient) }, alert),
      ({ Subscribers }) => Subscribers,
    );
  } catch (error) {
    if (isCode(error, 'NotFoundException')) return undefined;
    throw error;
  }
};
