import { createHash } from 'node:crypto';
import { dailyCheckOf } from '../model/drift.ts';
import { type Probe, probed, ROUND_MINUTES, type Visited } from '../model/health.ts';
import type { TenantListing } from '../table/items.ts';
import type { Looks } from '../table/probes.ts';

/** Everything that a look at the living needs of the outside world. */
export interface Ports {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds until the function is stopped. */
  readonly remaining: () => number;
  readonly tenants: () => Promise<readonly TenantListing[]>;
  readonly look: (domain: string) => Promise<Visited>;
  readonly lastLooks: (tenantId: string) => Promise<Looks | undefined>;
  /** Says what is news on the bus. */
  readonly tell: (tenant: TenantListing, probe: Probe) => Promise<void>;
  /** Asks every stage to look whether the tenant has drifted. */
  readonly askDrift: (tenantId: string, checkId: string) => Promise<void>;
  readonly keep: (tenantId: string, looks: Looks) => Promise<void>;
  readonly warn: (message: string, keys: Readonly<Record<string, string>>) => void;
}
/** Whom to look at. Of all, all are looked at for drift, too, when `drift` is set. */
export type Which = { readonly minute: number } | { readonly all: true; readonly drift?: boolean };
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

const hashOf = (tenantId: string): number => createHash('sha256').update(tenantId).digest().readUInt32BE();
/** In which minute of a round a tenant has its turn: the same for ever, and spread over all tenants. */
export const minuteOf = (tenantId: string): number => hashOf(tenantId) % ROUND_MINUTES;
/** At which part of the day it is looked at for drift, 0–1. */
const placeOf = (tenantId: string): number => hashOf(tenantId) / 2 ** 32;

/** Only a live tenant is expected to answer. */
const isLive = ({ state, isolation, suspension }: TenantListing): boolean => state === 'ready' && !isolation && !suspension;

/**
 * Looks from outside at the tenants whose turn it is, several at a time, and keeps what it saw.
 * @throws AggregateError when a look could not be kept, or the bus did not take an event; the others are done
 */
export const watch = async (ports: Ports, which: Which): Promise<Outcome> => {
  const live = (await ports.tenants()).filter(isLive);
  const due = 'all' in which ? live : live.filter(({ tenantId }) => minuteOf(tenantId) === which.minute % ROUND_MINUTES);
  const queue = due.values();
  const probes: Probe[] = [];
  const errors: unknown[] = [];
  const work = async (): Promise<void> => {
    for (const tenant of queue) {
      if (ports.remaining() < LOOK_MS) return;
      try {
        probes.push(await lookAt(ports, tenant, which));
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

const lookAt = async (ports: Ports, tenant: TenantListing, which: Which): Promise<Probe> => {
  const { lastLooks, look, tell, askDrift, keep, now, warn } = ports;
  const { tenantId, slug, domain } = tenant;
  const [last, visited] = await Promise.all([lastLooks(tenantId), look(domain)]);
  const probe = probed(last?.probe, visited, now());
  if (!probe.well) warn(`${slug}: ${probe.reason}`, { tenantId, url: probe.url, code: probe.code ?? '', failingSince: probe.since });
  await tell(tenant, probe);
  const check = checkOf(which, tenantId, last?.driftAskedAt, now());
  if (check) await askDrift(tenantId, check);
  const driftAskedAt = check ? probe.at : last?.driftAskedAt;
  await keep(tenantId, { probe, ...(driftAskedAt === undefined ? {} : { driftAskedAt }) });
  return probe;
};

/** By which id stages are asked now to look at a tenant for drift; undefined where they are not. */
const checkOf = (which: Which, tenantId: string, asked: string | undefined, now: number): string | undefined =>
  'all' in which ? (which.drift ? `round/${new Date(now).toISOString()}` : undefined) : dailyCheckOf(placeOf(tenantId), asked, now);
