import type { ClientBase } from 'pg';
import { notOfExtension, rowsOf, type SchemaObject } from './object.ts';

/** How PostgreSQL names a type in a statement: `format('%I.%I', …)`. */
const QUERY = `
SELECT t.oid AS "objectId", 'pg_type'::regclass::oid AS "classId", 'type' AS kind,
  CASE t.typtype
    WHEN 'e' THEN format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname,
      (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
    WHEN 'c' THEN format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname,
      (SELECT string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum)
         FROM pg_attribute WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped))
    WHEN 'd' THEN format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname, format_type(t.typbasetype, t.typtypmod))
      || coalesce(' COLLATE ' || (SELECT t.typcollation::regcollation WHERE t.typcollation <> b.typcollation), '')
      || coalesce(' DEFAULT ' || t.typdefault, '')
      || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
      || coalesce((SELECT string_agg(format(' CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), '' ORDER BY conname)
           FROM pg_constraint WHERE contypid = t.oid AND contype = 'c'), '')
    WHEN 'r' THEN format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s, MULTIRANGE_TYPE_NAME = %I.%I%s)', n.nspname, t.typname,
      format_type(r.rngsubtype, NULL), n.nspname, m.typname,
      CASE WHEN r.rngsubdiff::oid <> 0 THEN ', SUBTYPE_DIFF = ' || r.rngsubdiff ELSE '' END)
  END AS statement
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_class c ON c.oid = t.typrelid
LEFT JOIN pg_range r ON r.rngtypid = t.oid
LEFT JOIN pg_type m ON m.oid = r.rngmultitypid
WHERE n.nspname = $1 AND (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c')) AND ${notOfExtension('t', 'pg_type')}
ORDER BY t.typname`;

/** Enumerations, domains, composite types and ranges. */
export const types = (client: ClientBase, schema: string): Promise<readonly SchemaObject[]> => rowsOf(client, schema, QUERY);
