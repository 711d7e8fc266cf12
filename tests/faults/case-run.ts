import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import type { Direction } from './call-sites.ts';
import { type FaultCase, faultOf, type Kind } from './cases.ts';
import { endOfLife, type Ground } from './ground.ts';
import { differences, inventoryOf, leftOf } from './inventory.ts';
import { messageOf } from './lives.ts';
import { endRestOf } from './rest.ts';

export interface CaseResult {
  readonly faultCase: string;
  readonly tenantId: string;
  /** Became ready and was off-boarded, was rolled back, or neither. */
  readonly end: 'offboarded' | 'rolled back' | 'not converged';
  /** How often the case's fault struck: 0 when this tenant never came by the call site. */
  readonly struck: number;
  /** More, or less, than one of everything. */
  readonly duplicates: readonly string[];
  readonly leaks: readonly string[];
  /** Anything else that does not hold. */
  readonly complaints: readonly string[];
  /** Of the tenant's life, which two cases may have shared. */
  readonly seconds: number;
}

/** Longest way of one tenant in one direction, with a worker that died on it and others at work. */
const LIMIT_MS = PATIENCE_MS;

/** One tenant's life, for one case or for several that do not meet: in stages of their own, or on different ways. */
export type Life = readonly FaultCase[];

/**
 * Cases while building with cases on removal, a tenant for both; a case that ends in a rollback, or finds no partner, has one of
 * its own.
 */
export const livesOf = (cases: readonly FaultCase[]): readonly Life[] => {
  const alone = cases.filter(({ kind }) => kind === 'refuse').map((faultCase) => [faultCase]);
  const pairs = [(kind: Kind) => kind === 'kill', (kind: Kind) => kind !== 'kill' && kind !== 'refuse'].flatMap((isMeant) => {
    const [forth, back] = (['forward', 'backward'] as const).map((direction) =>
      cases.filter(({ kind, site }) => isMeant(kind) && site.direction === direction),
    );
    const count = Math.max(forth?.length ?? 0, back?.length ?? 0);
    return Array.from({ length: count }, (_, n) => [forth?.[n], back?.[n]].filter((faultCase) => faultCase !== undefined));
  });
  const place = new Map(cases.map((faultCase, n) => [faultCase, n]));
  const first = (life: Life): number => Math.min(...life.map((faultCase) => place.get(faultCase) ?? 0));
  return [...pairs, ...alone].sort((a, b) => first(a) - first(b));
};

/** On-boards and removes one tenant, with the faults of its cases: a result for each. */
export const runLife = async (ground: Ground, life: Life): Promise<readonly CaseResult[]> => {
  const { laptop, lives, expected } = ground;
  const { running } = laptop;
  const tenantId = ulid();
  const started = Date.now();
  const duplicates: string[] = [];
  const complaints: string[] = [];
  let end: CaseResult['end'] = 'not converged';
  const faults = new Map<string, string>();
  const struck = new Map<string, number>();
  const arm = async (direction: Direction): Promise<void> => {
    for (const faultCase of life.filter(({ site }) => site.direction === direction))
      faults.set(faultCase.id, await running.addFault(faultOf(faultCase, tenantId)));
  };
  const disarm = async (): Promise<void> => {
    const counts = await running.struck();
    for (const [faultCase, fault] of faults) {
      struck.set(faultCase, counts[fault] ?? 0);
      await running.removeFault(fault);
    }
    faults.clear();
  };
  try {
    await arm('forward');
    await lives.request(tenantId);
    if (life.some(({ kind }) => kind === 'refuse')) {
      await lives.until(tenantId, 'failed', LIMIT_MS);
      await disarm(); // the cause is gone: removal must not meet it
      await lives.until(tenantId, 'offboarded', LIMIT_MS);
      end = 'rolled back';
    } else {
      await lives.until(tenantId, 'ready', LIMIT_MS);
      duplicates.push(...differences(await expected, await inventoryOf(laptop, tenantId)));
      await disarm();
      await arm('backward');
      await lives.offboard(tenantId);
      await lives.until(tenantId, 'offboarded', LIMIT_MS);
      end = 'offboarded';
    }
  } catch (error) {
    complaints.push(messageOf(error));
  }
  await disarm();
  const leaks = end === 'not converged' ? [] : await leftOf(laptop, tenantId);
  complaints.push(...(await endOfLife(ground, tenantId)));
  await endRestOf(laptop, tenantId);
  const seconds = (Date.now() - started) / 1000;
  return life.map(({ id: faultCase }) => ({
    faultCase,
    tenantId,
    end,
    struck: struck.get(faultCase) ?? 0,
    duplicates,
    leaks,
    complaints,
    seconds,
  }));
};

export const isSound = ({ end, duplicates, leaks, complaints }: CaseResult): boolean =>
  end !== 'not converged' && duplicates.length + leaks.length + complaints.length === 0;

/** Runs a life; when two cases shared it and it is not sound, each again alone, to find which one it was. */
export const runCases = async (ground: Ground, life: Life): Promise<readonly CaseResult[]> => {
  const results = await runLife(ground, life);
  if (life.length === 1 || results.every(isSound)) return results;
  return (await Promise.all(life.map((faultCase) => runLife(ground, [faultCase])))).flat();
};
