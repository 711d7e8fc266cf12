import { createHash } from 'node:crypto';
import { type Probe, probed, ROUND_MINUTES, type Visited } from '../model/health.ts';
import type { TenantListing } from '../table/items.ts';

/** Everything that a look at the living needs of the outside world. */
export interface Ports {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds until the function is stopped. */
  readonly remaining: () => number;
  readonly tenants: () => Promise<readonly TenantListing[]>;
  readonly look: (domain: string) => Promise<Visited>;
  readonly lastProbe: (tenantId: string) => Promise<Probe | undefined>;
  /** Says what is news on the bus, then keeps the look. */
  readonly keepProbe: (tenant: TenantListing, probe: Probe) => Promise<void>;
  readonly warn: (message: string, keys: Readonly<Record<string, string>>) => void;
}
/** Whom to look at. */
export type Which = { readonly minute: number } | 'all';
export interface Outcome {
  readonly looked: number;
  readonly failing: number;
  /** For whom there was no time left. */
  readonly left: number;
}

/** Tenants that are looked at at the same time: each waits for others most of its time. */
const AT_A_TIME = 32;
/** Longer than a look takes that nobody answers. Milliseconds. */
const LOOK_MS = 8_000;

/** In which minute of a round a tenant has its turn: the same for ever, and spread over all tenants. */
export const minuteOf = (tenantId: string): number => createHash('sha256').update(tenantId).digest().readUInt32BE() % ROUND_MINUTES;

/** Only a live tenant is expected to answer. */
const isLive = ({ state, isolation, suspension }: TenantListing): boolean => state === 'ready' && !isolation && !suspension;

/**
 * Looks from outside at the tenants whose turn it is, several at a time, and keeps what it saw.
 * @throws AggregateError when a look could not be kept, or the bus did not take an event; the others are done
 */
export const watch = async (ports: Ports, which: Which): Promise<Outcome> => {
  const live = (await ports.tenants()).filter(isLive);
  const due = which === 'all' ? live : live.filter(({ tenantId }) => minuteOf(tenantId) === which.minute % ROUND_MINUTES);
  const queue = due.values();
  const probes: Probe[] = [];
  const errors: unknown[] = [];
  const work = async (): Promise<void> => {
    for (const tenant of queue) {
      if (ports.remaining() < LOOK_MS) return;
      try {
        probes.push(await lookAt(ports, tenant));
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  const left = due.length - probes.length - errors.length;
  if (left > 0) ports.warn(`no time left to look at ${left} tenants: too many do not answer, or there are too many for one function`, {});
  if (errors.length > 0) throw new AggregateError(errors, `not done: ${errors.map(String).join('; ')}`);
  return { looked: probes.length, failing: probes.filter(({ well }) => !well).length, left };
};

const lookAt = async ({ lastProbe, look, keepProbe, now, warn }: Ports, tenant: TenantListing): Promise<Probe> => {
  const { tenantId, slug, domain } = tenant;
  const [last, visited] = await Promise.all([lastProbe(tenantId), look(domain)]);
  const probe = probed(last, visited, now());
  if (!probe.well) warn(`${slug}: ${probe.reason}`, { tenantId, url: probe.url, code: probe.code ?? '', failingSince: probe.since });
  await keepProbe(tenant, probe);
  return probe;
};
