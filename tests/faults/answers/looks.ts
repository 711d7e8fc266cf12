import type { StageFailure } from '@tenantry/shared/saga/record';
import type { Look } from '../lives.ts';
import { failureOf, type Records, standingOf } from '../records.ts';
import { ROLLBACK_STEP } from './row-fault.ts';
import type { Row } from './rows.ts';

/** Where a tenant ends that does not stop: then the row's answer stopped nobody. */
const passed = ({ direction }: Row, records: Records): string | undefined => {
  const now = standingOf(records);
  const isPassed = now === 'offboarded' || (direction === 'forward' && (now === 'ready' || now === 'taken back'));
  return isPassed ? now : undefined;
};

/**
 * The failure for which a tenant is rolled back, or was: the removal begins at once and is another generation of the record, which keeps
 * the failure until the tenant is gone.
 */
export const failureIn = (records: Records, stage: string): StageFailure | undefined => {
  const failure = records.get(stage)?.failure;
  return failure?.kind === 'failed' ? failure : undefined;
};

/** The stages that have stalled, each with its failure and generation. */
export const stalledIn = (records: Records): ReadonlyMap<string, { readonly failure: StageFailure; readonly generation: number }> => {
  const all = [...records].flatMap(([stage, record]) => {
    const failure = failureOf(record);
    return failure?.kind === 'stalled' ? [[stage, { failure, generation: record.generation }] as const] : [];
  });
  return new Map(all);
};

/** Whether a stage that stalls there does what the row says: one that fails later does so wherever its stage notices. */
const meantBy = (row: Row, stage: string, { step }: StageFailure): boolean =>
  row.follows.kind === 'stalls' && stage === row.stage && (!('code' in row.answer) || `${stage}.${step}` === row.step);

/** Stages that have stalled although no row of the way says so. */
const stalledBesides = (records: Records, rows: readonly Row[]): string | undefined => {
  const found = [...stalledIn(records)].filter(([stage, { failure }]) => !rows.some((row) => meantBy(row, stage, failure)));
  return found.length > 0 ? `a stall of ${found.map(([stage, { failure }]) => `${stage}.${failure.step}`).join(', ')}` : undefined;
};

/** The row's step waits, for the row's reason. @param rows those on the same way: stages may stall by what they say */
export const waitsAt =
  (row: Row, reason: string, rows: readonly Row[] = []): Look =>
  (records) => {
    const { waiting } = records.get(row.stage) ?? {};
    if (`${row.stage}.${waiting?.step}` === row.step && waiting?.reason.includes(reason)) return true;
    return stalledBesides(records, rows) ?? passed(row, records);
  };

/** The row's stage has stalled, and where the row says. @param rows those on the same way: stages may stall by what they say */
export const stalled =
  (row: Row, rows: readonly Row[] = [row]): Look =>
  (records) => {
    const found = stalledIn(records).get(row.stage);
    if (found && meantBy(row, row.stage, found.failure)) return true;
    return stalledBesides(records, rows) ?? passed(row, records);
  };

/** The row's stage has failed for good. */
export const failed =
  (row: Row): Look =>
  (records) => {
    if (failureIn(records, row.stage)) return true;
    const now = standingOf(records);
    return now === 'failed' || now === 'under way' || now === 'taken back' ? undefined : now;
  };

/** The stage has heard that it is to try again. */
export const triesAgain =
  (stage: string, generation: number): Look =>
  (records) =>
    (records.get(stage)?.generation ?? 0) > generation ? true : undefined;

/** The tenant has met what will roll it back, and nothing is removed yet. */
export const meetsRollback: Look = (records) => {
  const { trouble, failure } = records.get(ROLLBACK_STEP.stage) ?? {};
  return (failure ?? trouble)?.step === ROLLBACK_STEP.name ? true : undefined;
};
