import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { ClientBase } from 'pg';
import type { Scope } from '../scope.ts';
import { schemaNameOf } from '../tenant-database.ts';
import { endSessions, joinRole, roleExists } from '../tenant-login.ts';

/** Of the tenant's login: its function instances and migrations share them, and no tenant can use up the cluster. */
const CONNECTION_LIMIT = 20;

/**
 * Objects that one look drops. A transaction locks each, a table with its indexes, until its end, of which a server can hold so many
 * ("out of shared memory": PostgreSQL documentation, "Lock Management", max_locks_per_transaction; "vacuumlo", --limit), and a statement
 * has its limit of time.
 */
const AT_ONCE = 500;

/** The tenant's schema and the login role that owns it and nothing else. Each statement may be repeated. */
export const schema = step(
  'schema',
  {
    ensure: async ({ administrator, tenantId }: Scope) => {
      const name = schemaNameOf(tenantId);
      await administrator.transaction(async (client) => {
        const role = client.escapeIdentifier(name);
        const database = client.escapeIdentifier(administrator.database.name);
        if (!(await roleExists(client, name))) await client.query(`CREATE ROLE ${role}`);
        await joinRole(client, name);
        await client.query(
          `ALTER ROLE ${role} LOGIN NOINHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${CONNECTION_LIMIT};
         ALTER ROLE ${role} IN DATABASE ${database} SET search_path = ${role};
         ALTER ROLE ${role} IN DATABASE ${database} SET idle_session_timeout = '10min';
         ALTER ROLE ${role} IN DATABASE ${database} SET idle_in_transaction_session_timeout = '1min'`,
        );
        // What PostgreSQL gives everyone, nobody has here: no other database's login, no temporary tables, no shared schema.
        await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC`);
        await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${role}`);
        await client.query(`CREATE SCHEMA IF NOT EXISTS ${role} AUTHORIZATION ${role}`);
        await client.query(`ALTER SCHEMA ${role} OWNER TO ${role}; REVOKE ALL ON SCHEMA ${role} FROM PUBLIC`);
        await onlyItself(client, name);
      });
      return { schemaName: name };
    },
    remove: async ({ administrator, tenantId }: Scope) => {
      const name = schemaNameOf(tenantId);
      const isGone = await administrator.transaction(async (client) => {
        if (!(await roleExists(client, name))) return true;
        const role = client.escapeIdentifier(name);
        await joinRole(client, name);
        await client.query(`ALTER ROLE ${role} NOLOGIN`);
        await endSessions(client, name);
        if (await dropSome(client, name)) return false;
        await client.query(`DROP SCHEMA IF EXISTS ${role} CASCADE`);
        await client.query(`DROP OWNED BY ${role} CASCADE`);
        await client.query(`DROP ROLE ${role}`);
        return true;
      });
      if (!isGone) throw new Wait(1, `what is in schema ${name} to be dropped, ${AT_ONCE} objects at a time`);
    },
  },
  {
    creates: [
      { type: 'PostgreSQL::Schema', id: 'schemaName', account: 'super-admin' },
      { type: 'PostgreSQL::Role', id: 'schemaName', account: 'super-admin' },
    ],
  },
);

/**
 * What a schema has, and the large objects of its owner, in the order in which it goes. Partitions go before their table, which would
 * take all of them along, and tables before the sequences and functions that they use.
 */
const OBJECTS = `
  SELECT CASE WHEN relkind = 'p' THEN 2 WHEN relispartition THEN 0 ELSE 1 END AS turn, 'pg_class'::regclass AS class, oid
    FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p')
  UNION ALL SELECT 3, 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('v', 'm', 'S', 'f')
  UNION ALL SELECT 4, 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace = to_regnamespace($1)
  UNION ALL SELECT 5, 'pg_type'::regclass, t.oid FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE typnamespace = to_regnamespace($1) AND (typtype IN ('d', 'e', 'r') OR relkind = 'c')
  UNION ALL SELECT 6, 'pg_largeobject'::regclass, oid FROM pg_largeobject_metadata WHERE lomowner = to_regrole($1)`;

/**
 * Drops some of the objects of a schema that has many; of one that has few, none. One statement for each kind: dropped one by one, each
 * partition has its table looked up as a whole again. Functions, procedures and aggregates all go as routines: `DROP AGGREGATE` wants
 * arguments as no other statement does (PostgreSQL documentation, "DROP ROUTINE").
 * @returns whether it did
 */
const dropSome = async (client: ClientBase, name: string): Promise<boolean> => {
  const { rows } = await client.query<{ drop: string; count: number }>(
    `SELECT count(*)::int, CASE
        WHEN turn = 6 THEN format('SELECT %s', string_agg(format('lo_unlink(%s)', oid), ', '))
        ELSE format('DROP %s IF EXISTS %s CASCADE', kind, string_agg(identity, ', ')) END AS drop
      FROM (SELECT * FROM (${OBJECTS}) AS object ORDER BY turn LIMIT $2) AS first, pg_identify_object(class, oid, 0),
        LATERAL (SELECT CASE turn WHEN 4 THEN 'routine' ELSE type END AS kind) AS named
      GROUP BY turn, kind ORDER BY turn`,
    [name, AT_ONCE + 1],
  );
  if (rows.reduce((sum, { count }) => sum + count, 0) <= AT_ONCE) return false;
  await client.query(rows.map(({ drop }) => drop).join('; '));
  return true;
};

/** Revokes every membership in another role: by one of them the tenant could read another's schema. */
const onlyItself = async (client: ClientBase, name: string): Promise<void> => {
  const { rows } = await client.query<{ granted: string }>(
    `SELECT granted.rolname AS granted FROM pg_auth_members m
       JOIN pg_roles granted ON granted.oid = m.roleid JOIN pg_roles member ON member.oid = m.member
      WHERE member.rolname = $1`,
    [name],
  );
  for (const { granted } of rows) await client.query(`REVOKE ${client.escapeIdentifier(granted)} FROM ${client.escapeIdentifier(name)}`);
};
