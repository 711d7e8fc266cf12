import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Answer, AnswerRow, StepAnswers } from '@tenantry/shared/testing/answers';
import { ROOT } from '../../../laptop/src/paths.ts';

/** A row of a step, as the matrix runs it. */
export interface Row extends AnswerRow {
  /** `backward/network.vpc/ec2.DeleteVpc/DependencyViolation`, with the row's name and `rollback` where it has them. */
  readonly id: string;
  readonly stage: string;
  /** `network.vpc`. */
  readonly step: string;
  readonly service: string;
  readonly operation: string;
  /** SHA-256 (first 16 hex digits) of the row: a result of another is none of this one. */
  readonly digest: string;
}

/** Whether AWS refuses the call, and in which words the answer is known. */
export const nameOf = (answer: Answer): string => {
  if ('code' in answer) return answer.code;
  if ('endsFailed' in answer) return `ends failed: ${answer.endsFailed}`;
  return `becomes ${firstText(answer.becomes.shows) ?? 'another'}`;
};

const firstText = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((one) => firstText(one) ?? [])[0] : undefined;
};

/** A reason may be as long as AWS's messages are, and an id is typed. */
const LONGEST_PART = 60;

const rowOf = (step: string, row: AnswerRow): Row => {
  const [service = '', operation = ''] = row.call.split('.');
  const [stage = ''] = step.split('.');
  const parts = [row.direction, step, row.call, nameOf(row.answer), row.from === 'rollback' ? 'rollback' : undefined, row.name];
  const id = parts.flatMap((part) => (part === undefined ? [] : [part.replaceAll(/[^\w.]+/g, '-').slice(0, LONGEST_PART)])).join('/');
  const digest = createHash('sha256').update(JSON.stringify(row)).digest('hex').slice(0, 16);
  return { ...row, id, stage, step, service, operation, digest };
};

/** The rows of some steps. */
export const rowsOf = (all: readonly StepAnswers[]): readonly Row[] => all.flatMap(({ step, rows }) => rows.map((row) => rowOf(step, row)));

/** Files with rows, relative to the root: each lies beside its step. */
export const rowFiles = (): readonly string[] => globSync('services/*/src/steps/*.answers.ts', { cwd: ROOT }).sort();

/** All rows of the product. */
export const allRows = async (): Promise<readonly Row[]> => {
  const load = async (file: string): Promise<StepAnswers> =>
    ((await import(pathToFileURL(path.join(ROOT, file)).href)) as { default: StepAnswers }).default;
  return rowsOf(await Promise.all(rowFiles().map(load)));
};
