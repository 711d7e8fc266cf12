import { createHash } from 'node:crypto';
import { StalledError, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { ClientBase } from 'pg';
import { DUMP_SETTINGS, fileHeader, type SchemaDump, schemaDump } from '../dump/schema-dump.ts';
import { tableRows } from '../dump/table-rows.ts';
import type { ExportBucket } from '../export/export-bucket.ts';
import { CHECKSUMS, checksums, fileName, MANIFEST, type Manifest, nextRange } from '../export/manifest.ts';
import type { Scope } from '../scope.ts';
import { schemaNameOf } from '../tenant-database.ts';
import { lockOut, schemaExists } from '../tenant-login.ts';

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
      const schema = schemaNameOf(tenantId);
      const before = await manifestIn(exports);
      if (before && !before.next) return finished(exports, before);
      const ends = now() + WORK;
      await lockOut(administrator, schema);
      const manifest = await administrator.snapshot(async (client) => {
        if (!(await schemaExists(client, schema))) return undefined;
        await refuseLargeObjects(client, schema);
        await refuseForcedRowSecurity(client, schema);
        await client.query(`${DUMP_SETTINGS}; SET LOCAL statement_timeout = '${PART}s'`);
        const dump = await schemaDump(client, schema);
        let after = before ?? (await begun(exports, { tenantId, schema, at: new Date(now() * 1000).toISOString(), dump }));
        // One file at least: a worker whose time is up already would never get anywhere.
        do {
          const further = await nextFile(exports, client, dump, after);
          await exports.write(MANIFEST, textOf(further));
          // The cancelled statement has ended the transaction.
          if (further.files.length === after.files.length) return further;
          after = further;
        } while (after.next && now() < ends);
        return after;
      });
      if (manifest?.next) throw new Wait(1, `the export: ${manifest.files.length} files so far`);
      if (manifest) return finished(exports, manifest);
      if (before) throw lost(schema, exports);
      return undefined; // the tenant never came so far
    },
  },
  { maxSeconds: 24, deadlineSeconds: 48 * 3600 },
);

const manifestIn = async (exports: ExportBucket): Promise<Manifest | undefined> => {
  const text = await exports.read(MANIFEST);
  return text === undefined ? undefined : (JSON.parse(text) as Manifest);
};

const textOf = (manifest: Manifest): string => `${JSON.stringify(manifest, undefined, 2)}\n`;

interface Beginning extends Pick<Manifest, 'tenantId' | 'schema' | 'at'> {
  readonly dump: SchemaDump;
}
const begun = async (exports: ExportBucket, { dump, ...about }: Beginning): Promise<Manifest> => ({
  ...about,
  files: [await exports.write(fileName(0, 'schema'), dump.before)],
  omitted: dump.omitted,
  next: { table: 0, page: 0, divisor: 1 },
});

/** Writes one more file: a part of a table, or what comes after all rows. */
const nextFile = async (exports: ExportBucket, client: ClientBase, dump: SchemaDump, before: Manifest): Promise<Manifest> => {
  const { next, ...manifest } = before;
  if (!next) return before;
  const table = dump.tables[next.table];
  const index = before.files.length;
  if (!table) return { ...manifest, files: [...before.files, await exports.write(fileName(index, 'constraints'), dump.after)] };
  const range = nextRange(table, next);
  const rows = tableRows(client, table, range);
  try {
    const file = await exports.write(fileName(index, table.name), withHeader(fileHeader(client, before.schema), rows.sql));
    return {
      ...manifest,
      files: [...before.files, { ...file, table: table.name, rows: rows.count() }],
      next: range.to === undefined ? { ...next, table: next.table + 1, page: 0 } : { ...next, page: range.to },
    };
  } catch (error) {
    if ((error as { code?: string }).code !== QUERY_CANCELED || (range.to ?? table.pages) - range.from <= 1) throw error;
    return { ...before, next: { ...next, divisor: next.divisor * 2 } };
  }
};

async function* withHeader(header: string, rows: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from(header);
  yield* rows;
}

/** The checksums name every file, and their own checksum is published: so no file can be exchanged unnoticed. */
const finished = async (exports: ExportBucket, manifest: Manifest): Promise<Export> => {
  const sha256Of = createHash('sha256').update(textOf(manifest)).digest('hex');
  const { sha256 } = await exports.write(CHECKSUMS, checksums([...manifest.files, { name: MANIFEST, sha256: sha256Of }]));
  return { exportLocation: exports.location, exportSha256: sha256 };
};

/** They lie outside every schema: nothing of this dump would have them, and they would be dropped with the role. */
const refuseLargeObjects = async (client: ClientBase, role: string): Promise<void> => {
  const { rowCount } = await client.query(
    'SELECT 1 FROM pg_largeobject_metadata m JOIN pg_roles r ON r.oid = m.lomowner WHERE r.rolname = $1 LIMIT 1',
    [role],
  );
  if (!rowCount) return;
  throw new StalledError(`${role} owns large objects, which the export cannot hold`, {
    code: 'LargeObjects',
    advice:
      'Export them by hand (pg_dump --large-objects), remove them with lo_unlink, then retry the stage (docs/runbook.md#the-database-refuses).',
  });
};

/** Nobody but a superuser reads past it, and RDS has none: `row_security = off` fails then instead of leaving rows out. */
const refuseForcedRowSecurity = async (client: ClientBase, schema: string): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relrowsecurity AND c.relforcerowsecurity ORDER BY 1`,
    [schema],
  );
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name);
  throw new StalledError(`the export cannot read all rows of ${names.join(', ')}: they force row security on their owner`, {
    code: 'ForcedRowSecurity',
    advice: `Nothing of the tenant writes any more: let the administrator run "ALTER TABLE … NO FORCE ROW LEVEL SECURITY" on each of them, then retry the stage (docs/runbook.md#the-database-refuses).`,
  });
};

const lost = (schema: string, { location }: ExportBucket): StalledError =>
  new StalledError(`the schema ${schema} was dropped before its export was complete: ${location} holds a part of it`, {
    code: 'ExportIncomplete',
    advice:
      'Restore the schema from a snapshot of the cluster and retry the stage; to go on without, delete the manifest of the export first (docs/runbook.md#the-database-refuses).',
  });
