import { createHash } from 'node:crypto';
import { EXPORT_CHECKSUMS, EXPORT_MANIFEST } from '@tenantry/shared/domain/exports';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { ClientBase } from 'pg';
import { hasState } from '../database-failure.ts';
import { hasLargeObjects, largeObjects } from '../dump/large-objects.ts';
import { metaCommandIn } from '../dump/meta-command.ts';
import { DUMP_SETTINGS, fileHeader, type SchemaDump, schemaDump } from '../dump/schema-dump.ts';
import { tableRows } from '../dump/table-rows.ts';
import type { ExportBucket } from '../export/export-bucket.ts';
import { afterPart, checksums, fileName, type Manifest, nextPart, type Position, type TableRange } from '../export/manifest.ts';
import type { Scope } from '../scope.ts';
import { schemaNameOf } from '../tenant-database.ts';
import { lockOut, schemaExists } from '../tenant-logins.ts';
import { placeOf } from '../tenant-place.ts';

/** A worker begins no further part after so long, and PostgreSQL ends one that takes longer. Seconds. */
const WORK = 8;
const PART = 12;
const QUERY_CANCELED = '57014';

interface Needs {
  readonly schemaName: string;
  /** Whether the off-boarding asks for the data. */
  readonly export?: boolean;
}
interface Export {
  readonly exportLocation?: string;
  readonly exportSha256?: string;
}

/**
 * The tenant's data as plain SQL in the retention bucket, when the off-boarding asks for it: written on removal, after everything that
 * could write is gone and before the schema is dropped. The login is locked out first. Therefore the parts, which take as many invocations
 * as they need, are of one state. A snapshot would end with its session, and so with the function.
 */
export const dataExport = step(
  'dataExport',
  {
    ensure: async (_scope: Scope, _needs: Needs): Promise<object> => ({}),
    remove: async (scope: Scope, heard): Promise<Export | undefined> => {
      if (!heard.export) return undefined;
      const { tenantId, administrator, exports, now } = scope;
      const before = await manifestIn(exports);
      if (before && !before.next) return finished(exports, before);
      const ends = now() + WORK;
      const owners = await lockOut(administrator, tenantId);
      const place = await placeOf(administrator, tenantId);
      const manifest =
        place === undefined
          ? undefined
          : await administrator.snapshot(place, (client) => goOn(scope, client, { owners, ends, before })).catch(notOpened);
      if (manifest?.next) throw new Wait(1, `the export: ${manifest.files.length} files so far`);
      if (manifest) return finished(exports, manifest);
      if (before) throw lost(schemaNameOf(tenantId), exports);
      return undefined; // the tenant never came so far
    },
  },
  { maxSeconds: 24, deadlineSeconds: 48 * 3600 },
);

/** "object_not_in_prerequisite_state": an on-boarding that was cut short made the database, and let nobody in yet. */
const NOT_OPENED = '55000';
const notOpened = (error: unknown): undefined => {
  if (!hasState(error, NOT_OPENED)) throw error;
};

interface Going {
  /** The tenant's logins. */
  readonly owners: readonly string[];
  /** Epoch seconds. */
  readonly ends: number;
  readonly before: Manifest | undefined;
}

/** Writes files for as long as a worker may. Undefined where there is no schema. */
const goOn = async (
  { tenantId, exports, now }: Scope,
  client: ClientBase,
  { owners, ends, before }: Going,
): Promise<Manifest | undefined> => {
  const schema = schemaNameOf(tenantId);
  if (!(await schemaExists(client, schema))) return undefined;
  await client.query(`${DUMP_SETTINGS}; SET LOCAL statement_timeout = '${PART}s'`);
  const source = { client, owners, dump: await schemaDump(client, schema) };
  let after = before ?? (await begun(exports, { tenantId, schema, at: new Date(now() * 1000).toISOString(), dump: source.dump }));
  // One file at least: a worker whose time is up already would never get anywhere.
  do {
    const further = await nextFile(exports, source, after);
    await exports.write(EXPORT_MANIFEST, textOf(further));
    // The cancelled statement has ended the transaction.
    if (further.files.length === after.files.length) return further;
    after = further;
  } while (after.next && now() < ends);
  return after;
};

const manifestIn = async (exports: ExportBucket): Promise<Manifest | undefined> => {
  const text = await exports.read(EXPORT_MANIFEST);
  return text === undefined ? undefined : (JSON.parse(text) as Manifest);
};

const textOf = (manifest: Manifest): string => `${JSON.stringify(manifest, undefined, 2)}\n`;

interface Beginning extends Pick<Manifest, 'tenantId' | 'schema' | 'at'> {
  readonly dump: SchemaDump;
}
const begun = async (exports: ExportBucket, { dump, ...about }: Beginning): Promise<Manifest> => ({
  ...about,
  files: [await exports.write(fileName(0, 'schema'), sound(dump.before))],
  omitted: dump.omitted,
  next: { table: 0, page: 0, divisor: 1 },
});

interface Source {
  readonly client: ClientBase;
  /** The tenant's logins. */
  readonly owners: readonly string[];
  readonly dump: SchemaDump;
}

/** Writes one more file: a part of a table or many small ones, large objects, and what comes after all rows. */
const nextFile = async (exports: ExportBucket, source: Source, before: Manifest): Promise<Manifest> => {
  const { next, ...manifest } = before;
  if (!next) return before;
  const { client, owners, dump } = source;
  const { files } = before;
  const ranges = nextPart(dump.tables, next);
  if (ranges.length > 0) return nextTables(exports, source, before, ranges);
  const from = next.largeObject ?? { oid: 0, byte: 0 };
  if (from !== 'all written' && (await hasLargeObjects(client, owners, from))) {
    const part = largeObjects(client, owners, from);
    const file = await exports.write(fileName(files.length, 'large-objects'), withHeader(fileHeader(client, before.schema), [part.sql]));
    const largeObject = part.next() ?? 'all written';
    return { ...manifest, files: [...files, { ...file, largeObjects: part.count() }], next: { ...next, largeObject } };
  }
  return { ...manifest, files: [...files, await exports.write(fileName(files.length, 'constraints'), sound(dump.after))] };
};

const nextTables = async (
  exports: ExportBucket,
  { client, dump }: Source,
  before: Manifest & { readonly next?: Position },
  ranges: readonly TableRange[],
): Promise<Manifest> => {
  const { next = { table: 0, page: 0, divisor: 1 } } = before;
  const parts = ranges.flatMap(({ table, ...range }) => {
    const stored = dump.tables[table];
    return stored ? [{ stored, rows: tableRows(client, stored, range) }] : [];
  });
  const name = fileName(before.files.length, parts.length === 1 ? (parts[0]?.stored.name ?? '') : 'tables');
  try {
    const file = await exports.write(
      name,
      withHeader(
        fileHeader(client, before.schema),
        parts.map(({ rows }) => rows.sql),
      ),
    );
    const tables = parts.map(({ stored, rows }) => ({ table: stored.name, rows: rows.count() }));
    return { ...before, files: [...before.files, { ...file, tables }], next: afterPart(ranges, next) };
  } catch (error) {
    const [first] = ranges;
    const blocks = (first?.to ?? dump.tables[first?.table ?? 0]?.pages ?? 0) - (first?.from ?? 0);
    if (!hasState(error, QUERY_CANCELED) || (ranges.length === 1 && blocks <= 1)) throw error;
    return { ...before, next: { ...next, divisor: next.divisor * 2 } };
  }
};

/** A definition reaches the client that restores it as SQL, and as nothing else. */
const sound = (sql: string): string => {
  const found = metaCommandIn(sql);
  if (found === undefined) return sql;
  throw new StalledError(`a definition of the tenant's leads out of its quotes: ${JSON.stringify(found)}`, {
    code: 'ExportUnsafe',
    advice:
      'Nothing of it was written. Look with pg_dump, in a container that is thrown away, at which object it is; remove or rename it as the administrator, then retry the stage (docs/runbook.md#the-database-refuses).',
  });
};

async function* withHeader(header: string, parts: readonly AsyncIterable<Buffer>[]): AsyncGenerator<Buffer> {
  yield Buffer.from(header);
  for (const part of parts) yield* part;
}

/** The checksums name every file, and their own checksum is published: so no file can be exchanged unnoticed. */
const finished = async (exports: ExportBucket, manifest: Manifest): Promise<Export> => {
  const sha256Of = createHash('sha256').update(textOf(manifest)).digest('hex');
  const { sha256 } = await exports.write(EXPORT_CHECKSUMS, checksums([...manifest.files, { name: EXPORT_MANIFEST, sha256: sha256Of }]));
  return { exportLocation: exports.location, exportSha256: sha256 };
};

const lost = (schema: string, { location }: ExportBucket): StalledError =>
  new StalledError(`the schema ${schema} was dropped before its export was complete: ${location} holds a part of it`, {
    code: 'ExportIncomplete',
    advice:
      'Restore the schema from a snapshot of the cluster and retry the stage; to go on without, delete the manifest of the export first (docs/runbook.md#the-database-refuses).',
  });
