import { createHash } from 'node:crypto';

/** What the database answered; empty where it did not. */
export interface Health {
  readonly schema?: string;
  readonly migrations?: number;
}

/** Strangers may ask as often as they like: the database is looked at once in this time by each instance of the function. */
const KEPT_MS = 10_000;

/**
 * The last look at the database while it is young, else a new one; those who ask meanwhile wait for the same.
 * @param look never throws
 * @param now epoch milliseconds
 */
export const healthOf = (look: () => Promise<Health>, now: () => number): (() => Promise<Health>) => {
  let last: { readonly at: number; readonly health: Promise<Health> } | undefined;
  return () => {
    if (last === undefined || now() - last.at >= KEPT_MS) last = { at: now(), health: look() };
    return last.health;
  };
};

/** Names the tenant and its schema to who knows both, and tells nothing to others: an id has 80 random bits. */
export const instanceOf = (tenantId: string, schema: string): string =>
  createHash('sha256').update(`${tenantId}/${schema}`).digest('hex').slice(0, 32);
