import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { type CallSite, callSites } from './call-sites.ts';
import type { BareGround } from './ground.ts';
import { type Inventory, inventoryOf, leftOf } from './inventory.ts';

export interface CleanRun {
  readonly sites: readonly CallSite[];
  readonly inventory: Inventory;
  /** Seconds from the request to the end. */
  readonly seconds: number;
}
const LIMIT_MS = PATIENCE_MS;

/** On-boards and removes one tenant without any fault: from which places AWS is called, and what a ready tenant has. */
export const cleanRun = async ({ laptop, lives, tap }: BareGround): Promise<CleanRun> => {
  const tenantId = ulid();
  const started = Date.now();
  await lives.request(tenantId);
  await lives.until(tenantId, 'ready', LIMIT_MS);
  const inventory = await inventoryOf(laptop, tenantId);
  const there = [...(await tap.of(tenantId))];
  await lives.offboard(tenantId);
  await lives.until(tenantId, 'offboarded', LIMIT_MS);
  const back = (await tap.of(tenantId)).slice(there.length);
  const left = await leftOf(laptop, tenantId);
  if (left.length > 0) throw new Error(`a tenant to whom nothing happened leaves behind:\n${left.join('\n')}`);
  tap.forget(tenantId);
  return { sites: [...callSites('forward', there), ...callSites('backward', back)], inventory, seconds: (Date.now() - started) / 1000 };
};
