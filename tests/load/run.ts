import { ulid } from 'ulid';
import { faultOf } from '../faults/cases.ts';
import { type BareGround, endOfLife } from '../faults/ground.ts';
import { leftOf } from '../faults/inventory.ts';
import type { LoadedTenant } from './plan.ts';

export interface LoadResult {
  readonly tenantId: string;
  /** Processes that died while they worked for it. */
  readonly killed: number;
  readonly complaints: readonly string[];
  readonly seconds: number;
}

/** Longest life of one tenant among many whose workers die. */
const LIMIT_MS = 900_000;

/** On-boards and removes one tenant while processes die. Its faults stay armed until its end: a fault fires when the tenant reaches its call. */
export const runLoaded = async (ground: BareGround, { offboardAfter, kills }: LoadedTenant): Promise<LoadResult> => {
  const { laptop, lives } = ground;
  const { running } = laptop;
  const tenantId = ulid();
  const started = Date.now();
  const complaints: string[] = [];
  const faults = await Promise.all(kills.map((faultCase) => running.addFault(faultOf(faultCase, tenantId))));
  try {
    await lives.request(tenantId);
    await lives.until(tenantId, offboardAfter === 'TenantReady' ? 'ready' : { told: offboardAfter }, LIMIT_MS);
    await lives.offboard(tenantId);
    await lives.until(tenantId, 'offboarded', LIMIT_MS);
    complaints.push(...(await leftOf(laptop, tenantId)).map((one) => `left behind: ${one}`));
  } catch (error) {
    complaints.push(String(error));
  }
  const struck = await running.struck();
  const killed = faults.reduce((sum, id) => sum + (struck[id] ?? 0), 0);
  await Promise.all(faults.map(running.removeFault));
  complaints.push(...(await endOfLife(ground, tenantId)));
  return { tenantId, killed, complaints, seconds: (Date.now() - started) / 1000 };
};
