import { z } from 'zod';
import { fieldsProblem } from '../problem/problem.ts';

/** Where a page ended: the keys of its last item in table and index. */
const Position = z.record(z.string(), z.string());
type Position = z.infer<typeof Position>;
type Item = Readonly<Record<string, unknown>>;

export const cursorOf = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws Problem 400 for a cursor that is none of this list's */
export const positionOf = (cursor: string, partition: Position, fields: readonly string[]): Position => {
  try {
    const position = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    const isOfThis = Object.entries(partition).every(([name, value]) => position[name] === value);
    if (!isOfThis || Object.keys(position).sort().join() !== [...fields].sort().join()) throw new Error('keys of something else');
    return position;
  } catch {
    throw fieldsProblem(400, 'cursor-invalid', [
      { field: 'query cursor', problem: 'not a cursor of this list', fix: 'Send what the previous page gave, or leave it out.' },
    ]);
  }
};

export interface PageQuery<T> {
  readonly limit: number;
  readonly cursor: string | undefined;
  /** The partition that is listed, of the table or of an index. */
  readonly partition: Position;
  /** Attributes that make a position: the keys of the table, and of the index when there is one. */
  readonly fields: readonly string[];
  readonly query: (
    after: Position | undefined,
    count: number,
  ) => Promise<{ readonly Items?: Item[] | undefined; readonly LastEvaluatedKey?: Item | undefined }>;
  /** Everything, when absent. */
  readonly wanted?: (item: T) => boolean;
}
export interface FilledPage<T> {
  readonly items: readonly T[];
  /** Absent at the end of the list. */
  readonly cursor?: string;
}
/** Items read for one page at most, where few are wanted: then it is short, and its cursor continues. */
const MAX_READ = 2_000;
const READ = 200;

/** A page of what is wanted: DynamoDB limits what it reads, not what is left of it. */
export const filledPage = async <T>({ limit, cursor, partition, fields, query, wanted }: PageQuery<T>): Promise<FilledPage<T>> => {
  const items: T[] = [];
  let after = cursor === undefined ? undefined : positionOf(cursor, partition, fields);
  for (let read = 0; read < MAX_READ; ) {
    const { Items = [], LastEvaluatedKey } = await query(after, wanted ? READ : limit);
    const found = Items.filter((item) => wanted?.(item as T) ?? true).slice(0, limit - items.length);
    items.push(...(found as T[]));
    const last = found.at(-1);
    if (last && items.length === limit) {
      const isEnd = last === Items.at(-1) && !LastEvaluatedKey;
      return pageOf(items, isEnd ? undefined : positionIn(last, fields));
    }
    if (!LastEvaluatedKey) return { items };
    after = positionIn(LastEvaluatedKey, fields);
    read += Items.length;
  }
  return pageOf(items, after);
};

const pageOf = <T>(items: readonly T[], end: Position | undefined): FilledPage<T> => ({ items, ...(end ? { cursor: cursorOf(end) } : {}) });
const positionIn = (item: Item, fields: readonly string[]): Position =>
  Object.fromEntries(fields.map((name) => [name, String(item[name])]));
