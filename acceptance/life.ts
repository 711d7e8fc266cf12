import { randomUUID } from 'node:crypto';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { FIRST, FORWARD } from '@tenantry/saga/stages';
import { CommandError, EXIT } from '../cli/src/exit-code.ts';
import { follow } from '../cli/src/follow.ts';
import type { Goal } from '../cli/src/outcome.ts';
import { describeLeftover, leftoversOf } from '../services/offboard/src/leftovers/leftovers-of.ts';
import type { Ground } from './ground.ts';
import { verifyConsole, verifySilence } from './tenant-console.ts';

const REASON = 'acceptance of the deployment';
const [FIRST_EVENT = ''] = FORWARD[0]?.waitsFor ?? [];
/** A tenant of this run is hours old at most; its events are in here whatever clock they have. */
const EVER = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' };

/** A tenant has stalled or failed on its way; what it has stays as it is. */
class Halfway extends CommandError {}

const get = ({ connection }: Ground, id: string): Promise<Tenant> => connection.api('GET /tenants/{id}', { path: { id } });

const reach = async (ground: Ground, id: string, goal: Goal): Promise<Tenant> => {
  const code = await follow(ground.invocation, [id], { goals: { [id]: goal } });
  if (code !== EXIT.ok) throw new Halfway(code, `the tenant is not ${goal.state}`);
  if (ground.invocation.terminal.interrupted.aborted) throw new Halfway(EXIT.interrupted, 'interrupted');
  return get(ground, id);
};

/** Asks for the tenant of the run. @throws CommandError before that where there is no room for it */
export const requestTenant = async ({ connection }: Ground, adminEmail: string): Promise<string> => {
  const slug = `acceptance-${randomUUID().slice(0, 6)}`;
  const body = { name: 'Acceptance', slug, adminEmail, plan: 'standard' } as const;
  const plan = await connection.api('POST /plan', { body });
  if (!plan.possible) {
    const why = [
      ...plan.problems.map(({ problem, fix }) => `${problem}: ${fix}`),
      ...plan.refusals.map(({ reason, fix }) => `${reason}: ${fix}`),
    ];
    throw new CommandError(EXIT.negative, `there is no room for a tenant: ${why.join('; ')}`);
  }
  return (await connection.api('POST /tenants', { body, idempotencyKey: slug })).tenantId;
};

/** Repeats the first event: every stage verifies everything once more. */
const replay = async (ground: Ground, { tenantId, stages }: Tenant): Promise<Tenant> => {
  const body = { ...EVER, tenantId, stages: [FIRST], events: [FIRST_EVENT], reason: REASON };
  const retried = Object.fromEntries(stages.map(({ stage, generation }) => [stage, generation]));
  await ground.connection.api('POST /replays', { body, idempotencyKey: `acceptance-replay-${tenantId}` });
  return reach(ground, tenantId, { state: 'ready', retried });
};

const offboard = async (ground: Ground, { tenantId, slug }: Tenant): Promise<void> => {
  const body = { confirm: slug, reason: REASON, export: false };
  await ground.connection.api('POST /tenants/{id}/offboard', {
    path: { id: tenantId },
    body,
  });
};

/**
 * Lists the five accounts for what is left of a tenant. Into the tenant's own account nobody can look from outside: the sweep of the
 * removal has, and its number is the API's.
 * @throws CommandError that names what is left
 */
const verifyGone = async ({ zone, clientsIn, invocation }: Ground, { tenantId, accountId, domain, offboarding }: Tenant): Promise<void> => {
  invocation.note('listing the five accounts for what is left …');
  const { leftovers, baseline } = await leftoversOf(
    { tenantId, tenantAccountId: accountId, isAccountClosed: true, domain, zone },
    clientsIn,
  );
  for (const one of baseline) invocation.note(`stays: ${describeLeftover(one)}: ${one.baseline}`);
  const swept = offboarding?.leftovers;
  if (swept !== 0) throw new CommandError(EXIT.negative, `the sweep of the removal has found ${swept ?? 'no number of'} leftovers`);
  if (leftovers.length > 0)
    throw new CommandError(EXIT.negative, leftovers.map((one) => `left behind: ${describeLeftover(one)}`).join('\n'));
};

const hasReplayed = ({ stages }: Tenant): boolean => stages.every(({ generation }) => generation > 1);

/**
 * The life of a tenant that is there already, from wherever it is to its end: verified, replayed, off-boarded, and nothing is left.
 * @throws Halfway when it stalls or fails; DemoFailure, CommandError saying what did not hold
 */
export const liveThrough = async (ground: Ground, id: string): Promise<void> => {
  const { note } = ground.invocation;
  let tenant = await get(ground, id);
  const isGoing = tenant.state === 'offboarding' || tenant.state === 'offboarded';
  if (!isGoing) {
    tenant = await reach(ground, id, { state: 'ready' });
    for (const line of await verifyConsole(ground, tenant)) note(`✔ ${line}`);
    if (!hasReplayed(tenant)) {
      note(`replaying ${FIRST_EVENT}: every stage verifies everything once more …`);
      tenant = await replay(ground, tenant);
    }
    note('off-boarding …');
    await offboard(ground, tenant);
  }
  tenant = await reach(ground, id, { state: 'offboarded' });
  await verifyGone(ground, tenant);
  await verifySilence(ground, tenant);
  note('✔ nothing is left: 0 leftovers in the five accounts and, by the sweep, in its own; its domain does not answer');
};
