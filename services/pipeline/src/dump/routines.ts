import type { ClientBase } from 'pg';
import { notOfExtension, rowsOf, type SchemaObject } from './object.ts';

/** Functions, procedures and window functions; those that PostgreSQL makes with a type of range come back with it. */
export const functions = (client: ClientBase, schema: string): Promise<readonly SchemaObject[]> =>
  rowsOf(
    client,
    schema,
    `SELECT p.oid AS "objectId", 'pg_proc'::regclass::oid AS "classId", 'function' AS kind, rtrim(pg_get_functiondef(p.oid), E' \\n') AS statement
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = $1 AND p.prokind IN ('f', 'p', 'w') AND ${notOfExtension('p', 'pg_proc')}
       AND NOT EXISTS (SELECT 1 FROM pg_depend i WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid AND i.deptype = 'i')
     ORDER BY p.proname, pg_get_function_identity_arguments(p.oid)`,
  );

/** Views, and materialized views without their rows. */
export const views = (client: ClientBase, schema: string): Promise<readonly SchemaObject[]> =>
  rowsOf(
    client,
    schema,
    `SELECT c.oid AS "objectId", 'pg_class'::regclass::oid AS "classId", 'view' AS kind,
       format('CREATE %sVIEW %I.%I', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' ELSE '' END, n.nspname, c.relname)
         || coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '')
         || E' AS\\n' || rtrim(pg_get_viewdef(c.oid), ';') || CASE c.relkind WHEN 'm' THEN E'\\nWITH NO DATA' ELSE '' END AS statement
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind IN ('v', 'm') AND ${notOfExtension('c', 'pg_class')} ORDER BY c.relname`,
  );
