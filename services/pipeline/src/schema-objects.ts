import type { ClientBase } from 'pg';

/**
 * Objects that one look drops. A transaction locks each, a table with its indexes, until its end, of which a server can hold so many
 * ("out of shared memory": PostgreSQL documentation, "Lock Management", max_locks_per_transaction; "vacuumlo", --limit), and a statement
 * has its limit of time.
 */
export const AT_ONCE = 500;

/**
 * What a schema has, and the large objects of its owners, in the order in which it goes. Partitions go before their table, which would
 * take all of them along, and tables before the sequences and functions that they use.
 */
const OBJECTS = `
  SELECT CASE WHEN relkind = 'p' THEN 2 WHEN relispartition THEN 0 ELSE 1 END AS turn, 'pg_class'::regclass AS class, oid
    FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p')
  UNION ALL SELECT 3, 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('v', 'm', 'S', 'f')
  UNION ALL SELECT 4, 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace = to_regnamespace($1)
  UNION ALL SELECT 5, 'pg_type'::regclass, t.oid FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE typnamespace = to_regnamespace($1) AND (typtype IN ('d', 'e', 'r') OR relkind = 'c')
  UNION ALL SELECT 6, 'pg_largeobject'::regclass, oid FROM pg_largeobject_metadata WHERE lomowner IN (SELECT oid FROM pg_roles WHERE rolname = ANY($3))`;

/**
 * Drops some of the objects of a schema that has many; of one that has few, none. One statement for each kind: dropped one by one, each
 * partition has its table looked up as a whole again. Functions, procedures and aggregates all go as routines: `DROP AGGREGATE` wants
 * arguments as no other statement does (PostgreSQL documentation, "DROP ROUTINE").
 * @returns whether it did
 */
export const dropSome = async (client: ClientBase, name: string, owners: readonly string[]): Promise<boolean> => {
  const { rows } = await client.query<{ drop: string; count: number }>(
    `SELECT count(*)::int, CASE
        WHEN turn = 6 THEN format('SELECT %s', string_agg(format('lo_unlink(%s)', oid), ', '))
        ELSE format('DROP %s IF EXISTS %s CASCADE', kind, string_agg(identity, ', ')) END AS drop
      FROM (SELECT * FROM (${OBJECTS}) AS object ORDER BY turn LIMIT $2) AS first, pg_identify_object(class, oid, 0),
        LATERAL (SELECT CASE turn WHEN 4 THEN 'routine' ELSE type END AS kind) AS named
      GROUP BY turn, kind ORDER BY turn`,
    [name, AT_ONCE + 1, owners],
  );
  if (rows.reduce((sum, { count }) => sum + count, 0) <= AT_ONCE) return false;
  await client.query(rows.map(({ drop }) => drop).join('; '));
  return true;
};
