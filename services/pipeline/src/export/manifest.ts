import type { LargeObjectPosition } from '../dump/large-objects.ts';
import type { StoredTable } from '../dump/tables.ts';
import type { StoredFile } from './export-bucket.ts';

/** What an export has so far, in the bucket itself: the next worker goes on where the last one stopped. */
export interface Manifest {
  readonly tenantId: string;
  readonly schema: string;
  /** ISO 8601, UTC. From then on nobody could change the data. */
  readonly at: string;
  /** In the order in which they are restored. */
  readonly files: readonly (StoredFile & { readonly tables?: readonly TablePart[]; readonly largeObjects?: number })[];
  /** What the export has not, in PostgreSQL's words. */
  readonly omitted: readonly string[];
  /** Where the rows go on; absent when the last file is written. */
  readonly next?: Position;
}
interface TablePart {
  readonly table: string;
  readonly rows: number;
}
export interface Position {
  /** Index into the schema's tables. */
  readonly table: number;
  /** Block of that table. */
  readonly page: number;
  /** Parts are this much smaller than usual: a power of two, raised when a part took too long. */
  readonly divisor: number;
  /** Once all tables are written. */
  readonly largeObject?: LargeObjectPosition | 'all written';
}

/** Bytes of a table, as they are stored, that one part is made of: seconds for the smallest function. */
const PART_BYTES = 32 * 1024 * 1024;

/** Tables that one part has at most: many small ones are one file, and few enough for the time that a statement may take. */
const PART_TABLES = 200;

/** Blocks of one table: from the first to before the last; without a last, to the end. */
export interface TableRange {
  /** Index into the schema's tables. */
  readonly table: number;
  readonly from: number;
  readonly to?: number;
}

/**
 * The next part: blocks of a large table, or many small ones. Values stored apart from their rows count: a table of pictures has few blocks
 * and many bytes. Empty when no table is left.
 */
export const nextPart = (tables: readonly StoredTable[], { table, page, divisor }: Position): readonly TableRange[] => {
  const ranges: TableRange[] = [];
  let room = PART_BYTES / divisor;
  for (let i = table; i < tables.length && ranges.length < Math.max(1, PART_TABLES / divisor) && room > 0; i++) {
    const { pages = 0, bytes = 0 } = tables[i] ?? {};
    const from = i === table ? page : 0;
    const blocks = Math.max(1, Math.floor((room * pages) / Math.max(1, bytes)));
    if (from + blocks < pages) {
      // A large table after small ones begins a part of its own.
      if (ranges.length === 0) ranges.push({ table: i, from, to: from + blocks });
      break;
    }
    ranges.push({ table: i, from });
    room -= pages === 0 ? 0 : (bytes * (pages - from)) / pages;
  }
  return ranges;
};

/** Where the rows go on after a part. */
export const afterPart = (ranges: readonly TableRange[], position: Position): Position => {
  const last = ranges.at(-1);
  if (!last) return position;
  return last.to === undefined ? { ...position, table: last.table + 1, page: 0 } : { ...position, table: last.table, page: last.to };
};

/** Names sort in the order of restoring. */
export const fileName = (index: number, what: string): string =>
  `${String(index).padStart(6, '0')}-${what.replace(/[^A-Za-z0-9_]+/g, '_')}.sql`;

/** For `sha256sum --check`. */
export const checksums = (files: readonly Pick<StoredFile, 'name' | 'sha256'>[]): string =>
  files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
