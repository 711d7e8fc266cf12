import type { Closing } from '../../contract/cost.ts';
import type { ListedTenant } from '../../table/items.ts';

/** The account of a listed tenant that is on its way to be closed, or is. */
export const closingIn = ({
  tenantId,
  slug,
  name,
  accountId = '',
  closing = 'queued',
  closingAt = '',
  offboardedAt = '',
}: ListedTenant['shown']): Closing => ({
  tenantId,
  slug,
  name,
  accountId,
  state: closing,
  offboardedAt,
  ...(closing === 'queued' ? { closesAt: closingAt } : { closedAt: closingAt }),
});
