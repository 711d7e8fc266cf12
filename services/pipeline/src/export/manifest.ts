import type { StoredTable } from '../dump/tables.ts';
import type { StoredFile } from './export-bucket.ts';

/** What an export has so far, in the bucket itself: the next worker goes on where the last one stopped. */
export interface Manifest {
  readonly tenantId: string;
  readonly schema: string;
  /** ISO 8601, UTC. From then on nobody could change the data. */
  readonly at: string;
  /** In the order in which they are restored. */
  readonly files: readonly (StoredFile & { readonly table?: string; readonly rows?: number })[];
  readonly omitted: readonly string[];
  /** Where the rows go on; absent when the last file is written. */
  readonly next?: Position;
}
export interface Position {
  /** Index into the schema's tables. */
  readonly table: number;
  /** Block of that table. */
  readonly page: number;
  /** Parts are this much smaller than usual: a power of two, raised when a part took too long. */
  readonly divisor: number;
}

export const MANIFEST = 'manifest.json';
export const CHECKSUMS = 'SHA256SUMS';

/** Bytes of a table, as they are stored, that one part is made of: seconds for the smallest function. */
const PART_BYTES = 32 * 1024 * 1024;

/** The blocks of the next part. Values stored apart from their rows count: a table of pictures has few blocks and many bytes. */
export const nextRange = ({ pages, bytes }: StoredTable, { page, divisor }: Position): { from: number; to?: number } => {
  const wanted = Math.max(1, Math.floor((PART_BYTES * pages) / Math.max(1, bytes) / divisor));
  return page + wanted < pages ? { from: page, to: page + wanted } : { from: page };
};

/** Names sort in the order of restoring. */
export const fileName = (index: number, what: string): string =>
  `${String(index).padStart(6, '0')}-${what.replace(/[^A-Za-z0-9_]+/g, '_')}.sql`;

/** For `sha256sum --check`. */
export const checksums = (files: readonly Pick<StoredFile, 'name' | 'sha256'>[]): string =>
  files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
