import { deadLetterQueueName } from '@tenantry/shared/names';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { ulid } from 'ulid';
import { LAPTOP_STAGE } from '../../deploy.ts';
import type { JournalEntry } from '../../gateway/journal.ts';
import type { Ground } from '../cell-run.ts';
import { differences, inventoryOf, leftOf } from '../inventory.ts';
import { NotConverged } from '../lives.ts';
import { unresolvedRefusals } from '../refusals.ts';
import { endRestOf } from '../rest.ts';
import { closedTooEarly, notClosedOnce } from './account-closing.ts';
import { failureComplaints } from './expected-failure.ts';
import { failed, failureIn, meetsRollback, stalled, stalledIn, triesAgain, waitsAt } from './looks.ts';
import { faultOf, rollbackFault, timesOf } from './row-fault.ts';
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
  /** Of the tenant's life, which two rows may have shared. */
  readonly seconds: number;
}
export const holds = ({ complaints }: RowResult): boolean => complaints.length === 0;

/** A tenant's way: with one row on the way forth, one on the way back, or both. */
export type RowLife = readonly Row[];
const isTakenBack = ({ from, follows: { kind } }: Row): boolean => from === 'rollback' || kind === 'terminal';

/** Rows on the way forth with rows on the way back, a tenant for both; what takes a tenant back has one of its own. */
export const rowLivesOf = (rows: readonly Row[]): readonly RowLife[] => {
  const shared = rows.filter((row) => !isTakenBack(row));
  const [forth, back] = (['forward', 'backward'] as const).map((way) => shared.filter(({ direction }) => direction === way));
  const count = Math.max(forth?.length ?? 0, back?.length ?? 0);
  const pairs = Array.from({ length: count }, (_, n) => [forth?.[n], back?.[n]].filter((row) => row !== undefined));
  return [...rows.filter(isTakenBack).map((row) => [row]), ...pairs];
};

/** Longest way of one tenant in one direction. */
const LIMIT_MS = PATIENCE_MS;

interface Met {
  readonly struck: number;
  readonly complaints: readonly string[];
}

/** What the row says must follow while its cause lasts; then the cause is gone, and whoever has to asks for another try. */
const followsFrom = async ({ lives, laptop }: Ground, tenantId: string, row: Row, endCause: () => Promise<void>): Promise<string[]> => {
  const { follows } = row;
  const openAccount = async () => (row.step === 'offboard.closing' ? [] : closedTooEarly(laptop, tenantId));
  switch (follows.kind) {
    case 'waits': {
      await lives.when(tenantId, `waiting for "${follows.reason}"`, waitsAt(row, follows.reason), LIMIT_MS);
      const complaints = await openAccount();
      await endCause();
      return [...complaints];
    }
    case 'stalls': {
      const records = await lives.when(tenantId, 'stalled', stalled(row), LIMIT_MS);
      const complaints = [...(await openAccount())];
      await endCause();
      for (const [stage, { failure, generation }] of stalledIn(records)) {
        complaints.push(...(stage === row.stage ? [] : [`${stage} has stalled, and not ${row.stage}`]), ...failureComplaints(row, failure));
        await lives.retry(tenantId, stage);
        await lives.when(tenantId, `another try of ${stage}`, triesAgain(stage, generation), LIMIT_MS);
      }
      return complaints;
    }
    case 'terminal': {
      const records = await lives.when(tenantId, 'failed', failed(row), LIMIT_MS);
      const failure = failureIn(records, row.stage);
      await endCause();
      return [...(failure ? failureComplaints(row, failure) : [])];
    }
    default:
      return []; // goes on by itself, while the cause lasts
  }
};

const metIn = (row: Row, entries: readonly JournalEntry[]): readonly string[] => {
  if (row.follows.kind !== 'repairs') return [];
  const { by } = row.follows;
  const first = entries.findIndex(({ step, operation }) => step === row.step && operation === row.operation);
  const isSeen = entries.slice(first + 1).some(({ service, operation, outcome }) => `${service}.${operation}` === by && outcome === 'ok');
  return isSeen ? [] : [`nothing repairs it: ${by} is never called`];
};

/** One way of a tenant with a row on it. @param begin sets it going @param aim where it ends */
const wayWith = async (
  ground: Ground,
  tenantId: string,
  row: Row,
  begin: () => Promise<void>,
  aim: 'ready' | 'offboarded',
): Promise<Met> => {
  const { laptop, lives, tap } = ground;
  const before = (await tap.of(tenantId)).length;
  const fault = await laptop.running.addFault(faultOf(row, tenantId));
  let struck: number | undefined;
  const endCause = async (): Promise<void> => {
    struck ??= (await laptop.running.struck())[fault] ?? 0;
    await laptop.running.removeFault(fault);
  };
  const complaints: string[] = [];
  try {
    await begin();
    complaints.push(...(await followsFrom(ground, tenantId, row, endCause)));
    await lives.until(tenantId, aim, LIMIT_MS);
  } catch (error) {
    complaints.push(error instanceof NotConverged ? error.message : String((error as Error).stack ?? error));
  }
  await endCause();
  const times = timesOf(row) ?? 1;
  if ((struck ?? 0) < times) complaints.push(`${struck ?? 0} calls got the answer, and not ${times}`);
  complaints.push(...metIn(row, (await tap.of(tenantId)).slice(before)));
  return { struck: struck ?? 0, complaints };
};

/** Takes a tenant back before it is ready, with the row on the way. */
const rollback = async (ground: Ground, tenantId: string, row: Row): Promise<Met> => {
  const { laptop, lives } = ground;
  const fault = await laptop.running.addFault(rollbackFault(tenantId));
  await lives.request(tenantId);
  await lives.when(tenantId, 'refused by the model', meetsRollback, LIMIT_MS);
  const begin = async (): Promise<void> => {
    await lives.until(tenantId, 'failed', LIMIT_MS);
    await laptop.running.removeFault(fault);
  };
  return wayWith(ground, tenantId, row, begin, 'offboarded');
};

/** One tenant there and back, with the answers of its rows on its way: a result for each. */
export const runRowLife = async (ground: Ground, life: RowLife): Promise<readonly RowResult[]> => {
  const { laptop, lives, tap } = ground;
  const tenantId = ulid();
  const started = Date.now();
  const met = new Map<Row, Met>();
  const shared: string[] = [];
  const way = (direction: Row['direction']) => life.find((row) => row.direction === direction);
  const [forth, back] = [way('forward'), way('backward')];
  const isWell = (row: Row | undefined) => !row || met.get(row)?.complaints.length === 0;
  try {
    if (back?.from === 'rollback') met.set(back, await rollback(ground, tenantId, back));
    else {
      const request = () => lives.request(tenantId);
      const aim = forth?.follows.kind === 'terminal' ? 'offboarded' : 'ready';
      if (forth) met.set(forth, await wayWith(ground, tenantId, forth, request, aim));
      else await request().then(() => lives.until(tenantId, aim, LIMIT_MS));
      if (aim === 'ready' && isWell(forth)) {
        shared.push(...differences(await ground.expected, await inventoryOf(laptop, tenantId)));
        const offboard = () => lives.offboard(tenantId);
        if (back) met.set(back, await wayWith(ground, tenantId, back, offboard, 'offboarded'));
        else await offboard().then(() => lives.until(tenantId, 'offboarded', LIMIT_MS));
      }
    }
    if (life.every(isWell)) shared.push(...(await leftOf(laptop, tenantId)).map((leak) => `left behind: ${leak}`));
    if (life.every(isWell)) shared.push(...(await notClosedOnce(laptop, tenantId)));
  } catch (error) {
    shared.push(error instanceof NotConverged ? error.message : String((error as Error).stack ?? error));
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

/** Runs a life; when two rows shared it and one does not hold, each again alone, to tell which. */
export const runRows = async (ground: Ground, life: RowLife): Promise<readonly RowResult[]> => {
  const results = await runRowLife(ground, life);
  if (life.length === 1 || results.every(holds)) return results;
  return (await Promise.all(life.map((row) => runRowLife(ground, [row])))).flat();
};
