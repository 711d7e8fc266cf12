import { randomUUID } from 'node:crypto';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { Wait } from '@tenantry/shared/failure/errors';
import { lambda, logger } from '@tenantry/shared/function/lambda';
import { closingPorts } from '../scope.ts';
import { closeAccounts } from './close-accounts.ts';
import { keepMembers } from './members.ts';

/** Longer than a run needs; a worker that dies holds the others up for so long. Seconds. */
const LEASE = 120;

/** By schedule: closes queued accounts as the quota allows, and notices which are closed. Takes any event. */
export const main = lambda<unknown, void>(async () => {
  const ports = closingPorts(await landingZone());
  const open = (await ports.closings.all()).filter(({ state }) => state !== 'closed');
  if (open.length === 0) return;
  if (open.some(({ state }) => state === 'queued')) await keepMembers(ports);
  try {
    const failures = await ports.closings.alone(randomUUID(), ports.now(), LEASE, () => closeAccounts(ports));
    for (const [tenantId, error] of failures) logger.error('account not closed', { tenantId, error: error as Error });
    if (failures.size > 0) throw new AggregateError(failures.values(), `${failures.size} accounts were not closed`);
  } catch (error) {
    if (!(error instanceof Wait)) throw error;
    logger.info(`waits for ${error.message}`); // the next run continues
  }
});
