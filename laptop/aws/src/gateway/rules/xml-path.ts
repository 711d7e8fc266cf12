import { listOf } from '../xml.ts';

/** A parsed XML element. */
export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The elements at a dotted path, e.g. `attachmentSet.item`; a list anywhere on the way is looked through. */
export const elementsAt = (fields: Fields, path: string): Fields[] => at(fields, path).filter(isFields);

/** The texts at a dotted path, e.g. `attachmentSet.item.vpcId`. */
export const textsAt = (fields: Fields, path: string): string[] =>
  at(fields, path).filter((value): value is string => typeof value === 'string');

/** The first text at a dotted path; empty where there is none. */
export const textAt = (fields: Fields, path: string): string => textsAt(fields, path)[0] ?? '';

const at = (fields: Fields, path: string): unknown[] => {
  let found: unknown[] = [fields];
  for (const name of path.split('.')) found = found.flatMap((value) => (isFields(value) ? listOf(value[name]) : []));
  return found;
};
