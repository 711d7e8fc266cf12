import { isDeepStrictEqual } from 'node:util';
import type { IndexShape, TableShape, Tables } from './tables.ts';

const NEW_INDEX = 'create an index with a new name in one deployment, remove the old one in the next';
const NEW_TABLE = 'the table has a name, so CloudFormation cannot replace it, and what it holds cannot be made again';

/**
 * What no deployment could do to tables that are deployed as the baseline has them. DynamoDB cannot change a key or what an index
 * projects (API reference, UpdateTable), CloudFormation makes or removes one index per update, and replaces no resource that has a
 * its own name. New tables, and one index more or less per release, pass.
 * @returns one line per breach, for a person
 */
export const breaches = (baseline: Tables, current: Tables): readonly string[] =>
  Object.entries(baseline).flatMap(([name, before]) => {
    const after = current[name];
    if (!after) return [`breaking: ${name} is gone or renamed: its items stay behind in a table that nothing reads`];
    return tableBreaches(before, after).map((line) => `breaking: ${name} ${line}`);
  });

const tableBreaches = (before: TableShape, after: TableShape): readonly string[] => [
  ...(isDeepStrictEqual(before.keys, after.keys) ? [] : [`has another key (${change(before.keys, after.keys)}): ${NEW_TABLE}`]),
  ...(isDeepStrictEqual(before.localIndexes, after.localIndexes) ? [] : [`has other local indexes: ${NEW_TABLE}`]),
  ...Object.entries(before.indexes).flatMap(([name, index]) => indexBreaches(name, index, after.indexes[name])),
  ...countBreaches(Object.keys(before.indexes), Object.keys(after.indexes)),
];

const indexBreaches = (name: string, before: IndexShape, after: IndexShape | undefined): readonly string[] => {
  if (!after) return [];
  return [
    ...(isDeepStrictEqual(before.keys, after.keys)
      ? []
      : [`${name}: DynamoDB cannot change the key of an index (${change(before.keys, after.keys)}): ${NEW_INDEX}`]),
    ...(before.projection === after.projection
      ? []
      : [`${name}: DynamoDB cannot change what an index projects (${before.projection} -> ${after.projection}): ${NEW_INDEX}`]),
  ];
};

const countBreaches = (before: readonly string[], after: readonly string[]): readonly string[] => {
  const made = after.filter((name) => !before.includes(name)).map((name) => `${name} is new`);
  const removed = before.filter((name) => !after.includes(name)).map((name) => `${name} is gone`);
  const changed = [...made, ...removed];
  return changed.length > 1 ? [`${changed.join(', ')}: DynamoDB makes or removes one index per update: one for each deployment`] : [];
};

const change = (before: readonly string[], after: readonly string[]): string => `${before.join(', ')} -> ${after.join(', ')}`;
