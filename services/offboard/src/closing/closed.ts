import { AccountClosed, AccountClosingDated } from '@tenantry/events-schema/offboard';
import { publish } from '@tenantry/shared/function/publish';
import type { AccountClosing } from './closings.ts';

/** Publishes that AWS has closed the account. Once per tenant, by its id. */
export const closed = ({ tenantId, accountId }: AccountClosing): Promise<void> => {
  const at = new Date().toISOString();
  return publish(AccountClosed.name, {
    tenantId,
    eventId: `${tenantId}/offboard/${AccountClosed.name}/1`,
    causedBy: '',
    at,
    accountId,
    closedAt: at,
  });
};

/** Publishes when a queued account is expected to be closed. Once per date, by its id. @param closesAt epoch seconds */
export const dated = ({ tenantId, accountId }: AccountClosing, closesAt: number): Promise<void> =>
  publish(AccountClosingDated.name, {
    tenantId,
    eventId: `${tenantId}/offboard/${AccountClosingDated.name}/${closesAt}`,
    causedBy: '',
    at: new Date().toISOString(),
    accountId,
    closesAt: new Date(closesAt * 1000).toISOString(),
  });
