import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { closeAccounts, stateOf } from '../closing/close-accounts.ts';
import { poolAccount } from '../closing/pool.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly accountId?: string | undefined;
  readonly rolledBack?: boolean | undefined;
}
interface Closing {
  readonly state: 'none' | 'closed' | 'queued' | 'pooled';
  readonly closesAt?: string;
}
/** So long the step itself waits while other accounts are being closed; then the schedule goes on. Seconds. */
const PATIENCE = 600;
/** A worker that dies holds the others up for so long: longer than the function runs. Seconds. */
const LEASE = 35;

/** Closes the empty account (or, where that is configured and it never held data, gives it to the next tenant), or queues it with a date when the quota of closings is used up. */
export const closing = step(
  'closing',
  {
    ensure: async ({ tenantId, zone, closing: ports }: Scope, { accountId, rolledBack }: Needs): Promise<{ closing: Closing }> => {
      if (!accountId) return { closing: { state: 'none' } };
      // Nobody can use one that somebody has closed, no matter who noticed it.
      if (rolledBack && zone.config.organization.recycle && (await stateOf(ports.organizations, accountId)) !== 'CLOSED') {
        await poolAccount(ports.organizations, accountId, tenantId, zone.deployment);
        return { closing: { state: 'pooled' } };
      }
      const { closings, now } = ports;
      await closings.register({ tenantId, accountId, requestedAt: now(), state: 'queued' });
      const failures = await closings.alone(tenantId, now(), LEASE, () => closeAccounts(ports));
      const error = failures.get(tenantId);
      if (error) throw error;
      const item = await closings.find(tenantId);
      if (item?.state !== 'queued') return { closing: { state: 'closed' } };
      const { closesAt = now(), requestedAt } = item;
      if (closesAt <= now() && now() - requestedAt < PATIENCE) {
        throw new Wait(20, `other accounts to be closed: AWS takes ${ports.settings.concurrency} at a time, and one in 20 s`);
      }
      return { closing: { state: 'queued', closesAt: new Date(closesAt * 1000).toISOString() } };
    },
    // A closed account can be opened again by AWS Support only.
    remove: async (_scope: Scope) => {},
  },
  { maxSeconds: 20 },
);
