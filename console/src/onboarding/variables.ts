import '../shown/without-eval.ts';
import * as entry from '@tenantry/events-schema/entry';
import { entryError } from '../shown/entry-error.ts';

export interface VariableRow {
  readonly name: string;
  readonly value: string;
}
export interface RowProblem {
  readonly name?: string;
  readonly value?: string;
}

export const rowsOf = (variables: Readonly<Record<string, string>>): readonly VariableRow[] =>
  Object.entries(variables)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
/** Rows as they were kept of a form that was not sent. */
export const readRows = (kept: unknown): readonly VariableRow[] | undefined => (Array.isArray(kept) ? (kept as VariableRow[]) : undefined);
export const variablesOf = (rows: readonly VariableRow[]): Readonly<Record<string, string>> =>
  Object.fromEntries(rows.filter(({ name }) => name !== '').map(({ name, value }) => [name, value]));

/**
 * What is wrong with rows, by index, by the API's own rules. Rows that are empty do not count.
 * @param before what the tenant has: as long as it stays so, it may be what would be refused today
 */
export const wrongRows = (rows: readonly VariableRow[], before: Readonly<Record<string, string>> = {}): ReadonlyMap<number, RowProblem> =>
  new Map(
    rows.flatMap(({ name, value }, i) => {
      if (name === '' && value === '') return [];
      const isKept = before[name] === value;
      const key = isKept ? undefined : entryError(entry.variables.keyType, name, `${entry.variableForm}.`);
      const other = isKept ? undefined : entryError(entry.variableValue(name), value, 'At most 512 characters.');
      const isDouble = rows.findIndex((row) => row.name === name) !== i;
      const problem: RowProblem = {
        ...(name === '' ? { name: 'Give a name.' } : {}),
        ...(name !== '' && key ? { name: key } : {}),
        ...(isDouble ? { name: 'This name is there already.' } : {}),
        ...(other ? { value: other } : {}),
      };
      return Object.keys(problem).length > 0 ? [[i, problem] as const] : [];
    }),
  );

/** A merge patch (RFC 7396) from one set of variables to another. */
export const variablesPatch = (
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Readonly<Record<string, string | null>> => ({
  ...Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value)),
  ...Object.fromEntries(Object.keys(before).flatMap((name) => (name in after ? [] : [[name, null]]))),
});
