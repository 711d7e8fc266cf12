import type { ClientBase } from 'pg';
import { notOfExtension, rowsOf, type SchemaObject } from './object.ts';
import { SEQUENCE_OPTIONS } from './sequences.ts';

const COLUMN = `format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
  || coalesce(' COLLATE ' || (SELECT a.attcollation::regcollation FROM pg_type t WHERE t.oid = a.atttypid AND a.attcollation <> t.typcollation), '')
  || CASE WHEN a.attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(f.adbin, f.adrelid))
          WHEN a.attgenerated = 'v' THEN format(' GENERATED ALWAYS AS (%s) VIRTUAL', pg_get_expr(f.adbin, f.adrelid))
          WHEN a.attidentity <> '' AND s.seqrelid IS NOT NULL THEN format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %s %s)',
            CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.seqrelid::regclass, ${SEQUENCE_OPTIONS})
          ELSE '' END
  || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END`;

/** Of a table that stands alone, or of one that inherits: the columns that it adds. */
const COLUMNS = `(SELECT coalesce(string_agg(E'\\n  ' || ${COLUMN}, ',' ORDER BY a.attnum), '')
  FROM pg_attribute a
  LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
  LEFT JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype = 'i'
    AND d.classid = 'pg_class'::regclass
  LEFT JOIN pg_sequence s ON s.seqrelid = d.objid
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attislocal)`;

const PARENTS = `(SELECT string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = c.oid)`;

const QUERY = `
SELECT c.oid AS "objectId", 'pg_class'::regclass::oid AS "classId", 'table' AS kind,
  format('CREATE %sTABLE %I.%I ', CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, n.nspname, c.relname)
    || CASE WHEN c.relispartition THEN format('PARTITION OF %s %s', ${PARENTS}, pg_get_expr(c.relpartbound, c.oid))
            ELSE format(E'(%s\\n)', ${COLUMNS}) || coalesce(' INHERITS (' || ${PARENTS} || ')', '') END
    || CASE WHEN c.relkind = 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(c.oid) ELSE '' END
    || coalesce(' WITH (' || array_to_string(c.reloptions, ', ') || ')', '') AS statement
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND ${notOfExtension('c', 'pg_class')}
ORDER BY c.relname`;

/** Tables without defaults, constraints and indexes, which are cheaper and safer to add when the rows are there. */
export const tables = (client: ClientBase, schema: string): Promise<readonly SchemaObject[]> => rowsOf(client, schema, QUERY);

/** A table that holds rows itself. */
export interface StoredTable {
  readonly name: string;
  /** As a statement names it. */
  readonly qualified: string;
  /** As COPY takes them: generated columns are computed again. */
  readonly columns: string;
  /** Blocks of 8 KiB of the table itself. */
  readonly pages: number;
  /** With what is stored apart from the row (TOAST), but without indexes. */
  readonly bytes: number;
  /** Row security that counts for its owner, too. */
  readonly forcesPolicies: boolean;
}

/** In the order of their names, which stays the same from one call to the next. */
export const storedTables = async (client: ClientBase, schema: string): Promise<readonly StoredTable[]> => {
  const rows = await rowsOf<Omit<StoredTable, 'columns'> & { readonly columns: string | null }>(
    client,
    schema,
    `SELECT c.relname AS name, format('%I.%I', n.nspname, c.relname) AS qualified,
       (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
         WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns,
       pg_relation_size(c.oid) / current_setting('block_size')::int AS pages, pg_table_size(c.oid) AS bytes, c.relrowsecurity AND c.relforcerowsecurity AS "forcesPolicies"
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relkind = 'r' AND ${notOfExtension('c', 'pg_class')} ORDER BY c.relname COLLATE "C"`,
  );
  return rows.flatMap(({ columns, pages, bytes, ...row }) =>
    columns ? [{ ...row, columns, pages: Number(pages), bytes: Number(bytes) }] : [],
  );
};
