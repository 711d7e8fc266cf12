import type { ClientBase } from 'pg';
import { rowsOf, type SchemaObject, statementsOf } from './object.ts';
import { ordered } from './order.ts';
import { functions, views } from './routines.ts';
import { sequencePositions, sequences } from './sequences.ts';
import { tableParts } from './table-parts.ts';
import { type StoredTable, storedTables, tables } from './tables.ts';
import { types } from './types.ts';

/** A schema as SQL for an ordinary client: `before`, then the rows of the tables, then `after`. */
export interface SchemaDump {
  readonly before: string;
  readonly tables: readonly StoredTable[];
  readonly after: string;
  /** What is not in it, in PostgreSQL's words: kinds of objects without rows that a tenant's application has no use for. */
  readonly omitted: readonly string[];
}

/**
 * As pg_dump has it: names are written out in full, and no row is left out silently. Ends with the transaction. Without nested loops: the
 * planner takes a list of objects for ten of them, and thousands of tables would take a minute instead of a second.
 */
export const DUMP_SETTINGS = `SET LOCAL search_path = ''; SET LOCAL row_security = off; SET LOCAL timezone = 'UTC';
SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex';
SET LOCAL enable_nestloop = off`;

/**
 * Checks, indexes and generated columns compute with the tenant's functions while they are restored. So nobody restores who could reach the
 * server's files and programs: a superuser has every role.
 */
const NO_SERVER_RIGHTS = `DO $$ BEGIN
  IF pg_catalog.pg_has_role(CURRENT_USER, 'pg_execute_server_program', 'MEMBER') THEN
    RAISE EXCEPTION 'restore it as a role that owns an empty database and is no superuser';
  END IF;
END $$;`;

/** Begins every file, since each may be restored by another session. */
export const fileHeader = (client: ClientBase, schema: string): string => `SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET client_min_messages = warning;
SET timezone = 'UTC';
SET search_path = ${client.escapeIdentifier(schema)};
${NO_SERVER_RIGHTS}
`;

const EXTENSIONS = `
WITH own AS (
  SELECT 'pg_class'::regclass::oid AS classid, c.oid AS objid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1
  UNION ALL SELECT 'pg_proc'::regclass, p.oid FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = $1
  UNION ALL SELECT 'pg_type'::regclass, t.oid FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE n.nspname = $1
  UNION ALL SELECT 'pg_constraint'::regclass, k.oid FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE n.nspname = $1
  UNION ALL SELECT 'pg_attrdef'::regclass, f.oid FROM pg_attrdef f JOIN pg_class c ON c.oid = f.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = $1
)
SELECT DISTINCT format('CREATE EXTENSION IF NOT EXISTS %I', x.extname) AS statement
FROM own JOIN pg_depend d USING (classid, objid)
JOIN pg_depend e ON e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e' AND e.refclassid = 'pg_extension'::regclass
JOIN pg_extension x ON x.oid = e.refobjid WHERE x.extname <> 'plpgsql' ORDER BY 1`;

const OMITTED = `
SELECT pg_describe_object(d.classid, d.objid, 0) AS omitted
FROM pg_depend d JOIN pg_namespace n ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = n.oid
LEFT JOIN pg_class c ON d.classid = 'pg_class'::regclass AND c.oid = d.objid
LEFT JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
WHERE n.nspname = $1 AND d.deptype = 'n'
  AND (d.classid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_statistic_ext'::regclass, 'pg_constraint'::regclass)
    OR c.relkind = 'f' OR p.prokind = 'a')
ORDER BY 1`;

const statementsOfObjects = (objects: readonly SchemaObject[]): readonly string[] => objects.map(({ statement }) => statement);
const script = (statements: readonly string[]): string => statements.map((statement) => `${statement};\n`).join('\n');

/** Reads the definitions of everything in a schema. Needs a transaction with `DUMP_SETTINGS`. */
export const schemaDump = async (client: ClientBase, schema: string): Promise<SchemaDump> => {
  const objects = [
    ...(await types(client, schema)),
    ...(await sequences(client, schema)),
    ...(await functions(client, schema)),
    ...(await tables(client, schema)),
    ...(await views(client, schema)),
  ];
  const { early, late } = await ordered(client, objects);
  const header = fileHeader(client, schema);
  const parts = (...names: Parameters<typeof tableParts> extends [unknown, unknown, ...infer Names] ? Names : never) =>
    tableParts(client, schema, ...names);
  const omitted = (await rowsOf<{ omitted: string }>(client, schema, OMITTED)).map((row) => row.omitted);
  return {
    before: `${header}\n${script([
      `CREATE SCHEMA ${client.escapeIdentifier(schema)}`,
      ...(await statementsOf(client, schema, EXTENSIONS)),
      ...statementsOfObjects(early),
    ])}`,
    tables: await storedTables(client, schema),
    after: `${header}\n${script([
      ...(await sequencePositions(client, schema)),
      ...(await parts('keysAndChecks')),
      ...statementsOfObjects(late),
      ...(await parts('defaults', 'indexes', 'foreignKeys', 'statistics', 'materialized', 'rules', 'triggers', 'triggerStates')),
      ...(await parts('policies', 'rowSecurity', 'comments')),
    ])}`,
    omitted,
  };
};
