import type { ClientBase } from 'pg';
import { rowsOf, type SchemaObject, statementsOf } from './object.ts';

/** What CREATE SEQUENCE says after the name; `s` is a row of pg_sequence. */
export const SEQUENCE_OPTIONS = `format('START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s',
  s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)`;

/** What a sequence belongs to; `i`: it is the column's identity, `a`: it goes with the column. */
const OWNER = `pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
  AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0`;

/** Sequences that are not a column's identity: those are made with their table. */
export const sequences = (client: ClientBase, schema: string): Promise<readonly SchemaObject[]> =>
  rowsOf(
    client,
    schema,
    `SELECT c.oid AS "objectId", 'pg_class'::regclass::oid AS "classId", 'sequence' AS kind,
       format('CREATE SEQUENCE %I.%I AS %s ', n.nspname, c.relname, format_type(s.seqtypid, NULL)) || ${SEQUENCE_OPTIONS} AS statement
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_sequence s ON s.seqrelid = c.oid
     LEFT JOIN ${OWNER} AND d.deptype = 'i'
     WHERE n.nspname = $1 AND d.objid IS NULL ORDER BY c.relname`,
  );

/** Where every sequence stands, identities included, and which column it goes with. */
export const sequencePositions = async (client: ClientBase, schema: string): Promise<readonly string[]> => {
  const owned = await statementsOf(
    client,
    schema,
    `SELECT format('ALTER SEQUENCE %I.%I OWNED BY %I.%I.%I', n.nspname, c.relname, n.nspname, t.relname, a.attname) AS statement
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN ${OWNER} AND d.deptype = 'a'
     JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
     WHERE n.nspname = $1 AND c.relkind = 'S' ORDER BY c.relname`,
  );
  const found = await rowsOf<{ name: string }>(
    client,
    schema,
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'S' ORDER BY c.relname`,
  );
  const positions: string[] = [];
  for (const { name } of found) {
    const { rows } = await client.query<{ last_value: string; is_called: boolean }>(`SELECT last_value, is_called FROM ${name}`);
    const [{ last_value: last, is_called: called } = { last_value: '1', is_called: false }] = rows;
    positions.push(`SELECT pg_catalog.setval(${client.escapeLiteral(name)}, ${last}, ${called})`);
  }
  return [...owned, ...positions];
};
