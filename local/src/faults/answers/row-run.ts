import { deadLetterQueueName } from '@tenantry/shared/names';
import { ulid } from 'ulid';
import { LAPTOP_STAGE } from '../../deploy.ts';
import type { Ground } from '../cell-run.ts';
import { differences, inventoryOf, leftOf } from '../inventory.ts';
import { NotConverged } from '../lives.ts';
import { unresolvedRefusals } from '../refusals.ts';
import { endRestOf } from '../rest.ts';
import { notClosedOnce } from './account-closing.ts';
import { type Armed, arm, LIMIT_MS, messageOf } from './following.ts';
import { meetsRollback } from './looks.ts';
import { rollbackFault } from './row-fault.ts';
import type { Row } from './rows.ts';

/** What became of a row. */
export interface RowResult {
  readonly row: string;
  /** Of the row as it was. */
  readonly digest: string;
  readonly tenantId: string;
  /** How many calls got the row's answer. */
  readonly struck: number;
  /** Everything that is not as the row says, or as it has to be for every tenant. */
  readonly complaints: readonly string[];
  /** Of the tenant's life, which several rows may have shared. */
  readonly seconds: number;
}
export const holds = ({ complaints }: RowResult): boolean => complaints.length === 0;

/** A tenant's way there and back, with rows of different stages on it. */
export type RowLife = readonly Row[];
/** Rows on one way of a tenant: each stall takes most of a minute. */
const ROWS_A_WAY = 3;
const isTakenBack = ({ from, follows: { kind } }: Row): boolean => from === 'rollback' || kind === 'terminal';

/** Rows of different stages share a tenant, there and back; what takes a tenant back before it is ready has one of its own. */
export const rowLivesOf = (rows: readonly Row[]): readonly RowLife[] => {
  const shared: Row[][] = [];
  for (const row of rows.filter((one) => !isTakenBack(one))) {
    const hasRoom = (life: RowLife) => {
      const way = life.filter(({ direction }) => direction === row.direction);
      return way.length < ROWS_A_WAY && !way.some(({ stage }) => stage === row.stage);
    };
    const life = shared.find(hasRoom);
    if (life) life.push(row);
    else shared.push([row]);
  }
  return [...rows.filter(isTakenBack).map((row) => [row]), ...shared];
};

interface Met {
  readonly struck: number;
  readonly complaints: readonly string[];
}

/** One way of a tenant with rows on it. @param begin sets it going @param aim where it ends */
const wayWith = async (
  ground: Ground,
  tenantId: string,
  rows: RowLife,
  begin: () => Promise<void>,
  aim: 'ready' | 'offboarded',
): Promise<ReadonlyMap<Row, Met>> => {
  const stalls = rows.filter(({ follows: { kind } }) => kind === 'stalls').map(({ stage }) => stage);
  const armed: Armed[] = [];
  for (const row of rows) armed.push(await arm(ground, tenantId, row, stalls));
  let wrong: string | undefined;
  try {
    await begin();
    await Promise.all(armed.map(({ follow }) => follow()));
    await ground.lives.until(tenantId, aim, LIMIT_MS);
  } catch (error) {
    wrong = messageOf(error);
  }
  const met = new Map<Row, Met>();
  for (const { row, end } of armed) {
    const { struck, complaints } = await end();
    met.set(row, { struck, complaints: wrong === undefined ? complaints : [...complaints, wrong] });
  }
  if (armed.length === 0 && wrong !== undefined) throw new NotConverged(wrong);
  return met;
};

/** Takes a tenant back before it is ready, with rows on the way. */
const rollback = async (ground: Ground, tenantId: string, rows: RowLife): Promise<ReadonlyMap<Row, Met>> => {
  const { laptop, lives } = ground;
  const fault = await laptop.running.addFault(rollbackFault(tenantId));
  await lives.request(tenantId);
  await lives.when(tenantId, 'refused by the model', meetsRollback, LIMIT_MS);
  const begin = async (): Promise<void> => {
    await lives.until(tenantId, 'failed', LIMIT_MS);
    await laptop.running.removeFault(fault);
  };
  return wayWith(ground, tenantId, rows, begin, 'offboarded');
};

/** One tenant there and back, with the answers of its rows on its way: a result for each. */
export const runRowLife = async (ground: Ground, life: RowLife): Promise<readonly RowResult[]> => {
  const { laptop, lives, tap } = ground;
  const tenantId = ulid();
  const started = Date.now();
  const met = new Map<Row, Met>();
  const shared: string[] = [];
  const keep = (of: ReadonlyMap<Row, Met>): boolean => {
    for (const [row, one] of of) met.set(row, one);
    return [...of.values()].every(({ complaints }) => complaints.length === 0);
  };
  const way = (direction: Row['direction']) => life.filter((row) => row.direction === direction);
  const [forth, back] = [way('forward'), way('backward')];
  const there = async (): Promise<boolean> => {
    const aim = forth.some(isTakenBack) ? 'offboarded' : 'ready';
    const isWell = keep(await wayWith(ground, tenantId, forth, () => lives.request(tenantId), aim));
    if (!isWell || aim === 'offboarded') return isWell;
    shared.push(...differences(await ground.expected, await inventoryOf(laptop, tenantId)));
    return keep(await wayWith(ground, tenantId, back, () => lives.offboard(tenantId), 'offboarded'));
  };
  try {
    const isWell = back.some(isTakenBack) ? keep(await rollback(ground, tenantId, back)) : await there();
    if (isWell) shared.push(...(await leftOf(laptop, tenantId)).map((leak) => `left behind: ${leak}`));
    if (isWell) shared.push(...(await notClosedOnce(laptop, tenantId)));
  } catch (error) {
    shared.push(messageOf(error));
  }
  shared.push(...unresolvedRefusals(await tap.of(tenantId)).map((one) => `refused and never done: ${one}`));
  shared.push(...(await strayLetters(ground, tenantId, life)));
  tap.forget(tenantId);
  await endRestOf(laptop, tenantId);
  const seconds = (Date.now() - started) / 1000;
  return life.map((row) => {
    const { struck = 0, complaints = ['the tenant did not come so far'] } = met.get(row) ?? {};
    return { row: row.id, digest: row.digest, tenantId, struck, complaints: [...complaints, ...shared], seconds };
  });
};

/** Messages that were given up, but for those of the stages that were to stall. */
const strayLetters = async ({ letters }: Ground, tenantId: string, life: RowLife): Promise<readonly string[]> => {
  const expected = life.filter(({ follows: { kind } }) => kind === 'stalls').map(({ stage }) => deadLetterQueueName(LAPTOP_STAGE, stage));
  const found = (await letters.of(tenantId)).filter(({ queue }) => !expected.includes(queue));
  return found.map(({ queue, reason }) => `dead letter in ${queue}: ${reason}`);
};

/** Runs a life; when several rows shared it and one does not hold, each again alone, to tell which. */
export const runRows = async (ground: Ground, life: RowLife): Promise<readonly RowResult[]> => {
  const results = await runRowLife(ground, life);
  if (life.length === 1 || results.every(holds)) return results;
  return (await Promise.all(life.map((row) => runRowLife(ground, [row])))).flat();
};
