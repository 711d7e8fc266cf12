import { deadLetterQueueName } from '@tenantry/shared/domain/names';
import { ulid } from 'ulid';
import { LAPTOP_DEPLOYMENT } from '../../../laptop/src/deploy.ts';
import { endOfLife, type Ground } from '../ground.ts';
import { differences, inventoryOf, leftOf } from '../inventory.ts';
import { messageOf } from '../lives.ts';
import { endRestOf } from '../rest.ts';
import { notClosedOnce } from './account-closing.ts';
import { type Armed, arm, wayOf } from './following.ts';
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

/** A tenant's on-boarding and removal, with rows of different steps. */
export type RowLife = readonly Row[];
/** Rows on one way of a tenant, and of them in one stage: each stall takes most of a minute. */
const ROWS_A_WAY = 8;
const ROWS_A_STAGE = 3;
const isTakenBack = ({ from, follows: { kind } }: Row): boolean => from === 'rollback' || kind === 'terminal';
const failsLater = ({ answer }: Row): boolean => !('code' in answer);

/** Whether a row can be distinguished from the others of a life: by its step, or by its stage where it fails later. */
const hasRoom = (life: RowLife, row: Row): boolean => {
  const way = life.filter(({ direction }) => direction === row.direction);
  const stage = way.filter((one) => one.stage === row.stage);
  const isApart = !stage.some((one) => one.step === row.step || failsLater(one) || failsLater(row));
  return way.length < ROWS_A_WAY && stage.length < ROWS_A_STAGE && isApart;
};

/** Rows of different steps share a tenant, on-boarding and removal; a row that rolls a tenant back before it is ready has its own. */
export const rowLivesOf = (rows: readonly Row[]): readonly RowLife[] => {
  const shared: Row[][] = [];
  for (const row of rows.filter((one) => !isTakenBack(one))) {
    const life = shared.find((one) => hasRoom(one, row));
    if (life) life.push(row);
    else shared.push([row]);
  }
  return [...rows.filter(isTakenBack).map((row) => [row]), ...shared];
};

interface Met {
  readonly struck: number;
  /** Of the row itself. */
  readonly complaints: readonly string[];
}
interface WayMet {
  readonly rows: ReadonlyMap<Row, Met>;
  /** Why the tenant did not come to the end of the way. */
  readonly wrong?: string;
}

/** One way of a tenant with rows on it. @param begin sets it going @param aim where it ends */
const wayWith = async (
  ground: Ground,
  tenantId: string,
  rows: RowLife,
  begin: () => Promise<void>,
  aim: 'ready' | 'offboarded',
): Promise<WayMet> => {
  const way = wayOf(rows);
  const armed: Armed[] = [];
  for (const row of rows) armed.push(await arm(ground, tenantId, row, way));
  let wrong: string | undefined;
  try {
    await begin();
    await Promise.all(armed.map(({ follow }) => follow()));
    await ground.lives.until(tenantId, aim, way.limitMs);
  } catch (error) {
    wrong = messageOf(error);
  }
  const met = new Map<Row, Met>();
  for (const { row, end } of armed) met.set(row, await end());
  return { rows: met, ...(wrong === undefined ? {} : { wrong }) };
};

/** Takes a tenant back before it is ready, with rows on the way. */
const rollback = async (ground: Ground, tenantId: string, rows: RowLife): Promise<WayMet> => {
  const { laptop, lives } = ground;
  const fault = await laptop.running.addFault(rollbackFault(tenantId));
  await lives.request(tenantId);
  const { limitMs } = wayOf(rows);
  await lives.when(tenantId, 'refused by the model', meetsRollback, limitMs);
  const begin = async (): Promise<void> => {
    await lives.until(tenantId, 'failed', limitMs);
    await laptop.running.removeFault(fault);
  };
  return wayWith(ground, tenantId, rows, begin, 'offboarded');
};

/** On-boards and removes one tenant, with the answers of its rows: a result for each. */
export const runRowLife = async (ground: Ground, life: RowLife): Promise<readonly RowResult[]> => {
  const { laptop, lives } = ground;
  const tenantId = ulid();
  const started = Date.now();
  const met = new Map<Row, Met>();
  const shared: string[] = [];
  /** Whether the tenant came to the end of the way. */
  const keep = ({ rows, wrong }: WayMet): boolean => {
    for (const [row, one] of rows) met.set(row, one);
    if (wrong !== undefined) shared.push(wrong);
    return wrong === undefined;
  };
  const way = (direction: Row['direction']) => life.filter((row) => row.direction === direction);
  const [forth, back] = [way('forward'), way('backward')];
  const there = async (): Promise<boolean> => {
    const aim = forth.some(isTakenBack) ? 'offboarded' : 'ready';
    const isThere = keep(await wayWith(ground, tenantId, forth, () => lives.request(tenantId), aim));
    if (!isThere || aim === 'offboarded') return isThere;
    shared.push(...differences(await ground.expected, await inventoryOf(laptop, tenantId)));
    return keep(await wayWith(ground, tenantId, back, () => lives.offboard(tenantId), 'offboarded'));
  };
  try {
    const isGone = back.some(isTakenBack) ? keep(await rollback(ground, tenantId, back)) : await there();
    if (isGone) shared.push(...(await leftOf(laptop, tenantId)).map((leak) => `left behind: ${leak}`));
    if (isGone) shared.push(...(await notClosedOnce(laptop, tenantId)));
  } catch (error) {
    shared.push(messageOf(error));
  }
  const stalls = life
    .filter(({ follows: { kind } }) => kind === 'stalls')
    .map(({ stage }) => deadLetterQueueName(LAPTOP_DEPLOYMENT, stage));
  shared.push(...(await endOfLife(ground, tenantId, stalls)));
  await endRestOf(laptop, tenantId);
  const seconds = (Date.now() - started) / 1000;
  return life.map((row) => {
    const { struck = 0, complaints = ['the tenant did not come so far'] } = met.get(row) ?? {};
    return { row: row.id, digest: row.digest, tenantId, struck, complaints: [...complaints, ...shared], seconds };
  });
};

/** Runs a life; where several rows shared it, those that do not hold are run again, fewer together, to find which it is. */
export const runRows = async (ground: Ground, life: RowLife): Promise<readonly RowResult[]> => {
  const results = await runRowLife(ground, life);
  const wrong = life.filter((_, at) => !holds(results[at] as RowResult));
  if (life.length === 1 || wrong.length === 0) return results;
  const half = Math.ceil(wrong.length / 2);
  const parts = wrong.length === life.length ? [wrong.slice(0, half), wrong.slice(half)] : wrong.map((row) => [row]);
  const again = (await Promise.all(parts.map((part) => runRows(ground, part)))).flat();
  return [...results.filter(holds), ...again];
};
