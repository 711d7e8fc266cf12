import type { ClientBase } from 'pg';
import { notOfExtension, statementsOf } from './object.ts';

/** Tables, as `c` with its namespace `n` in the named schema. */
const OF_TABLE = 'JOIN pg_namespace n ON n.oid = c.relnamespace';
const IN_SCHEMA = `n.nspname = $1 AND ${notOfExtension('c', 'pg_class')}`;
const TABLE = `format('%I.%I', n.nspname, c.relname)`;

/** What a table has besides columns and rows. Each query writes one statement a row; what parents hand down is left out. */
const QUERIES = {
  keysAndChecks: `SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', ${TABLE}, k.conname, pg_get_constraintdef(k.oid)) AS statement
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid ${OF_TABLE}
    WHERE ${IN_SCHEMA} AND k.contype IN ('p', 'u', 'x', 'c') AND k.conislocal AND k.conparentid = 0
    ORDER BY array_position('{p,u,x,c}'::text[], k.contype::text), c.relname, k.conname`,
  // Those of a partitioned table name it alone, and would leave its partitions without.
  indexes: `SELECT regexp_replace(pg_get_indexdef(x.indexrelid), ' ON ONLY ', ' ON ') AS statement
    FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid ${OF_TABLE}
    WHERE ${IN_SCHEMA} AND NOT i.relispartition AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x'))
    ORDER BY i.relname`,
  foreignKeys: `SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', ${TABLE}, k.conname, pg_get_constraintdef(k.oid)) AS statement
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid ${OF_TABLE}
    WHERE ${IN_SCHEMA} AND k.contype = 'f' AND k.conparentid = 0 ORDER BY c.relname, k.conname`,
  statistics: `SELECT pg_get_statisticsobjdef(s.oid) AS statement
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE n.nspname = $1 ORDER BY s.stxname`,
  defaults: `SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I SET DEFAULT %s', ${TABLE}, a.attname, pg_get_expr(f.adbin, f.adrelid)) AS statement
    FROM pg_attrdef f JOIN pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
    JOIN pg_class c ON c.oid = f.adrelid ${OF_TABLE}
    WHERE ${IN_SCHEMA} AND a.attgenerated = '' ORDER BY c.relname, a.attnum`,
  rules: `SELECT rtrim(pg_get_ruledef(r.oid), ';') AS statement
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class ${OF_TABLE}
    WHERE ${IN_SCHEMA} AND r.rulename <> '_RETURN' ORDER BY c.relname, r.rulename`,
  triggers: `SELECT pg_get_triggerdef(t.oid) AS statement
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid ${OF_TABLE}
    WHERE ${IN_SCHEMA} AND NOT t.tgisinternal AND t.tgparentid = 0 ORDER BY c.relname, t.tgname`,
  triggerStates: `SELECT format('ALTER TABLE %s %s TRIGGER %I', ${TABLE},
      CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, t.tgname) AS statement
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid ${OF_TABLE}
    WHERE ${IN_SCHEMA} AND NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled <> 'O' ORDER BY c.relname, t.tgname`,
  // The tenant's role does not exist elsewhere: there the user that restores owns the tables.
  policies: `SELECT format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname, ${TABLE},
      CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
      CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
      (SELECT string_agg(CASE WHEN o = 0 THEN 'PUBLIC' WHEN o = c.relowner THEN 'CURRENT_USER' ELSE quote_ident(pg_get_userbyid(o)) END, ', ')
         FROM unnest(p.polroles) AS o))
      || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
      || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') AS statement
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid ${OF_TABLE} WHERE ${IN_SCHEMA} ORDER BY c.relname, p.polname`,
  rowSecurity: `SELECT format('ALTER TABLE %s %s ROW LEVEL SECURITY', ${TABLE}, verb) AS statement
    FROM pg_class c ${OF_TABLE}, unnest(ARRAY[CASE WHEN c.relrowsecurity THEN 'ENABLE' END, CASE WHEN c.relforcerowsecurity THEN 'FORCE' END]) AS verb
    WHERE ${IN_SCHEMA} AND c.relkind IN ('r', 'p') AND verb IS NOT NULL ORDER BY c.relname, verb`,
  materialized: `SELECT format('REFRESH MATERIALIZED VIEW %s', ${TABLE}) AS statement
    FROM pg_class c ${OF_TABLE} WHERE ${IN_SCHEMA} AND c.relkind = 'm' AND c.relispopulated ORDER BY c.oid`,
  comments: `SELECT format('COMMENT ON %s %s IS %L',
      CASE o.type WHEN 'table column' THEN 'COLUMN' WHEN 'view column' THEN 'COLUMN' WHEN 'table constraint' THEN 'CONSTRAINT'
        WHEN 'composite type' THEN 'TYPE' ELSE upper(o.type) END, o.identity, d.description) AS statement
    FROM pg_description d
    CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) AS o
    WHERE (o.schema = $1 OR (o.type = 'schema' AND o.name = quote_ident($1))
        OR EXISTS (SELECT 1 FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE n.nspname = $1 AND d.classoid = 'pg_constraint'::regclass AND k.oid = d.objoid AND k.conrelid <> 0)
        OR EXISTS (SELECT 1 FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid ${OF_TABLE} WHERE n.nspname = $1 AND d.classoid = 'pg_trigger'::regclass AND t.oid = d.objoid))
      AND o.type IN ('schema', 'table', 'table column', 'view', 'view column', 'materialized view', 'sequence', 'index', 'function', 'procedure',
        'type', 'composite type', 'table constraint', 'trigger')
    ORDER BY o.type, o.identity`,
} as const;

export type TablePart = keyof typeof QUERIES;

export const tableParts = async (client: ClientBase, schema: string, ...parts: readonly TablePart[]): Promise<readonly string[]> => {
  const statements: string[] = [];
  for (const part of parts) statements.push(...(await statementsOf(client, schema, QUERIES[part])));
  return statements;
};
