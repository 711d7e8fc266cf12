import { AccountClosed } from '@tenantry/events-schema/offboard';
import { publish } from '@tenantry/shared/publish';
import type { AccountClosing } from './closings.ts';

/** Tells that AWS has closed the account. Once per tenant, by its id. */
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
