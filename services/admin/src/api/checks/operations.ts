import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { QUEUES } from '../../infra/inventory.ts';
import { countMessages } from '../../queues/dead-letters.ts';
import { lastHeartbeat } from '../../table/heartbeat.ts';
import type { TenantListing } from '../../table/items.ts';
import { listedAttention } from '../../table/listed-attention.ts';
import { allTenants } from '../../table/tenants.ts';
import { alarmSubscribers, type ProductAlarm, productAlarms } from '../alarms/product-alarms.ts';
import { type Check, check, Warning } from './check.ts';

/** It runs hourly; one that comes late is waited for. Milliseconds. */
const HEARTBEAT_LATE = 2 * 60 * 60_000;
/** Names in a line. */
const NAMED = 5;

const listed = (names: readonly string[]): string =>
  names.length > NAMED ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more` : names.join(', ');
const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** @returns for people. @throws Warning when tenants need attention. @param now epoch milliseconds */
export const nobodyNeedsAttention = (tenants: readonly TenantListing[], now: number): string => {
  const needing = tenants.filter((tenant) => listedAttention(tenant, now).length > 0).map(({ slug }) => slug);
  if (needing.length > 0) throw new Warning(`${counted(needing.length, 'tenant needs', 'tenants need')} attention: ${listed(needing)}`);
  return `none of ${counted(tenants.length, 'tenant')} needs attention`;
};

/** @returns for people. @throws Warning when an alarm is in ALARM. @throws Error when one is not deployed */
export const noAlarm = (alarms: readonly ProductAlarm[]): string => {
  const named = (wanted: ProductAlarm['state']): readonly string[] =>
    alarms.filter(({ state }) => state === wanted).map(({ name }) => name);
  const [missing, raised, unknown] = [named('MISSING'), named('ALARM'), named('INSUFFICIENT_DATA')];
  if (missing.length > 0) throw new Error(`not deployed: ${listed(missing)}`);
  if (raised.length > 0) throw new Warning(`in ALARM: ${listed(raised)}`);
  return `none of ${alarms.length} is in ALARM${unknown.length > 0 ? `; ${unknown.length} have no data yet` : ''}`;
};

/** @returns for people. @throws Warning when nobody hears the alarms */
export const somebodyHears = ({ confirmed, pending }: { readonly confirmed: number; readonly pending: number }): string => {
  if (confirmed > 0) return `${counted(confirmed, 'confirmed subscription')} of the alarm topic`;
  throw new Warning(
    pending > 0 ? `nobody hears the alarms: ${counted(pending, 'subscription')} waits to be confirmed` : 'nobody hears the alarms',
  );
};

/** @param last epoch milliseconds; undefined when it never ran. @throws Warning when it is late */
export const heartbeatInTime = (last: number | undefined, now: number): string => {
  if (last === undefined) throw new Warning('it has not run yet: the first time is within an hour after the deployment');
  const said = `last at ${new Date(last).toISOString()}`;
  if (now - last > HEARTBEAT_LATE) throw new Warning(`${said}: nobody looks for quiet tenants`);
  return said;
};

const LETTERS = 'See why, then send again or discard them: tenantry dlq list (docs/runbook.md#a-message-in-a-dead-letter-queue).';

/** @returns for people. @throws Warning when a queue has dead letters */
export const noLetters = (count: number): string => {
  if (count > 0) throw new Warning(counted(count, 'message'), LETTERS);
  return 'none';
};

/** What runs, and whether somebody should look: alarms, tenants, failed messages. Reads only. */
export const operationChecks = (zone: LandingZone): readonly Promise<Check>[] => {
  const now = Date.now();
  return [
    check('tenants that need attention', 'See for what: tenantry attention list (docs/runbook.md#a-tenant-needs-attention).', async () =>
      nobodyNeedsAttention(await allTenants(), now),
    ),
    check(
      'alarms',
      'Each says what to do: GET /alarms, or the dashboard of CloudWatch. One that is missing: deploy its service again.',
      async () => noAlarm(await productAlarms(zone.deployment)),
    ),
    check('subscribers of the alarm topic', 'Subscribe somebody, and confirm it: docs/deploy.md#alarms.', async () =>
      somebodyHears(await alarmSubscribers(zone)),
    ),
    check('heartbeat', 'See why it does not run: docs/runbook.md#the-heartbeat-fails.', async () =>
      heartbeatInTime(await lastHeartbeat(), now),
    ),
    ...QUEUES.map((name) =>
      check(`dead letters of ${name}`, 'Deploy the service again.', async () => {
        const { visible, hidden } = await countMessages(name);
        return noLetters(visible + hidden);
      }),
    ),
  ];
};
