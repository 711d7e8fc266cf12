import type { JournalEntry } from '@laptop/aws/gateway/journal';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import type { Ground } from '../ground.ts';
import { type Lives, messageOf } from '../lives.ts';
import { closedTooEarly } from './account-closing.ts';
import { failureComplaints } from './expected-failure.ts';
import { failed, failureIn, stalled, stalledIn, triesAgain, waitsAt } from './looks.ts';
import { faultOf, timesOf } from './row-fault.ts';
import type { Row } from './rows.ts';

/** Longest way of one tenant in one direction, with few rows on it. */
const LIMIT_MS = PATIENCE_MS;

/** A row on a tenant's way. */
export interface Armed {
  readonly row: Row;
  /** Waits for what must follow while the cause lasts; then the cause goes, and a retry is requested where one is needed. */
  readonly follow: () => Promise<void>;
  /** At the end of the way: how often AWS answered so, and all that was wrong. */
  readonly end: () => Promise<{ readonly struck: number; readonly complaints: readonly string[] }>;
}

/** The rows that share one way of a tenant, and the longest time until what one of them says has come. */
export interface Way {
  readonly rows: readonly Row[];
  readonly limitMs: number;
}
/** Stalls come one after the other: each takes most of a minute. */
export const wayOf = (rows: readonly Row[]): Way => ({ rows, limitMs: LIMIT_MS * Math.max(1, Math.ceil(rows.length / 3)) });

const tryAgain = async (lives: Lives, tenantId: string, stage: string, generation: number): Promise<void> => {
  await lives.retry(tenantId, stage);
  await lives.when(tenantId, `another try of ${stage}`, triesAgain(stage, generation), LIMIT_MS);
};

/** What the row says must follow. Answers complaints. */
const followsFrom = async (
  { lives, laptop }: Ground,
  tenantId: string,
  row: Row,
  { rows, limitMs }: Way,
  endCause: () => Promise<void>,
): Promise<readonly string[]> => {
  const { follows } = row;
  const openAccount = async () => (row.step === 'offboard.closing' ? [] : closedTooEarly(laptop, tenantId));
  switch (follows.kind) {
    case 'waits': {
      await lives.when(tenantId, `waiting for "${follows.reason}"`, waitsAt(row, follows.reason, rows), limitMs);
      const complaints = await openAccount();
      await endCause();
      return complaints;
    }
    case 'stalls': {
      const records = await lives.when(tenantId, `a stall of ${row.stage}`, stalled(row, rows), limitMs);
      const complaints = await openAccount();
      await endCause();
      const found = stalledIn(records).get(row.stage);
      if (!found) return complaints;
      await tryAgain(lives, tenantId, row.stage, found.generation);
      return [...complaints, ...failureComplaints(row, found.failure)];
    }
    case 'terminal': {
      const failure = failureIn(await lives.when(tenantId, 'failed', failed(row), limitMs), row.stage);
      await endCause();
      return failure ? failureComplaints(row, failure) : [];
    }
    default:
      return []; // continues without a person, while the cause lasts
  }
};

/** Where a row's stage has stalled although it should not have: the other rows of the way are still to be seen. */
const goOn = async (lives: Lives, tenantId: string, { stage, step }: Row): Promise<void> => {
  const records = await lives.when(tenantId, 'a look', () => true, LIMIT_MS);
  const found = stalledIn(records).get(stage);
  if (found && `${stage}.${found.failure.step}` === step) await tryAgain(lives, tenantId, stage, found.generation);
};

const notRepaired = (row: Row, entries: readonly JournalEntry[]): readonly string[] => {
  if (row.follows.kind !== 'repairs') return [];
  const { by } = row.follows;
  const first = entries.findIndex(({ labels, operation }) => labels?.step === row.step && operation === row.operation);
  const isSeen = entries.slice(first + 1).some(({ service, operation, outcome }) => `${service}.${operation}` === by && outcome === 'ok');
  return isSeen ? [] : [`nothing repairs it: ${by} is never called`];
};

/** Arms a row for a tenant. @param way the rows on it, this one included */
export const arm = async (ground: Ground, tenantId: string, row: Row, way: Way): Promise<Armed> => {
  const { laptop, lives, tap } = ground;
  const before = (await tap.of(tenantId)).length;
  const fault = await laptop.running.addFault(faultOf(row, tenantId));
  const complaints: string[] = [];
  let struck: number | undefined;
  const endCause = async (): Promise<void> => {
    struck ??= (await laptop.running.struck())[fault] ?? 0;
    await laptop.running.removeFault(fault);
  };
  return {
    row,
    follow: async () => {
      try {
        complaints.push(...(await followsFrom(ground, tenantId, row, way, endCause)));
      } catch (error) {
        complaints.push(messageOf(error));
        await endCause();
        await goOn(lives, tenantId, row).catch((reason: unknown) => complaints.push(messageOf(reason)));
      }
    },
    end: async () => {
      await endCause();
      const times = timesOf(row) ?? 1;
      if ((struck ?? 0) < times) complaints.push(`${struck ?? 0} calls got the answer, and not ${times}`);
      return { struck: struck ?? 0, complaints: [...complaints, ...notRepaired(row, (await tap.of(tenantId)).slice(before))] };
    },
  };
};
