import { ulid } from 'ulid';
import { type Cell, faultOf } from './cells.ts';
import { differences, type Inventory, inventoryOf, leftOf } from './inventory.ts';
import type { JournalTap } from './journal-tap.ts';
import { type Lives, NotConverged } from './lives.ts';
import type { Letters } from './messages.ts';
import { unresolvedRefusals } from './refusals.ts';
import type { TestedLaptop } from './tested-laptop.ts';

/** What a run of cells shares. */
export interface Ground {
  readonly laptop: TestedLaptop;
  readonly lives: Lives;
  readonly tap: JournalTap;
  readonly letters: Letters;
  /** What a ready tenant has to whom nothing happened. */
  readonly expected: Inventory | Promise<Inventory>;
}
export interface CellResult {
  readonly cell: string;
  readonly tenantId: string;
  /** Became ready and was off-boarded, was rolled back, or neither. */
  readonly end: 'offboarded' | 'rolled back' | 'not converged';
  /** How often the fault struck: 0 when this tenant never came by the call site. */
  readonly struck: number;
  /** More, or less, than one of everything. */
  readonly duplicates: readonly string[];
  readonly leaks: readonly string[];
  /** Anything else that does not hold. */
  readonly complaints: readonly string[];
  readonly seconds: number;
}

/** Longest way of one tenant in one direction, with a worker that died on it and others at work. */
const LIMIT_MS = 300_000;

/** One tenant there and back, with the cell's fault on its way. */
export const runCell = async (ground: Ground, cell: Cell): Promise<CellResult> => {
  const { laptop, lives, tap, letters, expected } = ground;
  const { running } = laptop;
  const tenantId = ulid();
  const started = Date.now();
  const duplicates: string[] = [];
  const leaks: string[] = [];
  const complaints: string[] = [];
  let end: CellResult['end'] = 'not converged';
  let fault: string | undefined;
  const arm = async (): Promise<void> => {
    fault = await running.addFault(faultOf(cell, tenantId));
  };
  const disarm = async (): Promise<number> => {
    const struck = fault === undefined ? 0 : ((await running.struck())[fault] ?? 0);
    if (fault !== undefined) await running.removeFault(fault);
    fault = undefined;
    return struck;
  };
  let struck = 0;
  try {
    if (cell.site.direction === 'forward') await arm();
    await lives.request(tenantId);
    if (cell.kind === 'refuse') {
      await lives.until(tenantId, 'failed', LIMIT_MS);
      struck = await disarm(); // the cause is gone: removal must not meet it
    } else {
      await lives.until(tenantId, 'ready', LIMIT_MS);
      duplicates.push(...differences(await expected, await inventoryOf(laptop, tenantId)));
      struck = await disarm();
      if (cell.site.direction === 'backward') await arm();
      await lives.offboard(tenantId);
    }
    await lives.until(tenantId, 'offboarded', LIMIT_MS);
    end = cell.kind === 'refuse' ? 'rolled back' : 'offboarded';
  } catch (error) {
    complaints.push(error instanceof NotConverged ? error.message : String((error as Error).stack ?? error));
  }
  struck += await disarm();
  if (end !== 'not converged') leaks.push(...(await leftOf(laptop, tenantId)));
  complaints.push(...unresolvedRefusals(await tap.of(tenantId)).map((one) => `refused and never done: ${one}`));
  complaints.push(...(await letters.of(tenantId)).map(({ queue, reason }) => `dead letter in ${queue}: ${reason}`));
  tap.forget(tenantId);
  return { cell: cell.id, tenantId, end, struck, duplicates, leaks, complaints, seconds: (Date.now() - started) / 1000 };
};

export const isSound = ({ end, duplicates, leaks, complaints }: CellResult): boolean =>
  end !== 'not converged' && duplicates.length + leaks.length + complaints.length === 0;
