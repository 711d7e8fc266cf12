import { step } from '@tenantry/shared/stage';
import type { ClientBase } from 'pg';
import type { Scope } from '../scope.ts';
import { schemaNameOf } from '../tenant-database.ts';
import { endSessions, joinRole, roleExists } from '../tenant-login.ts';

/** Of the tenant's login: its function instances and migrations share them, and no tenant can use up the cluster. */
const CONNECTION_LIMIT = 20;

/** The tenant's schema and the login role that owns it and nothing else. Each statement may be repeated. */
export const schema = step('schema', {
  ensure: async ({ administrator, tenantId }: Scope) => {
    const name = schemaNameOf(tenantId);
    const databaseTls = await administrator.transaction(async ({ client, tls }) => {
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
      return tls;
    });
    return { schemaName: name, databaseTls };
  },
  remove: async ({ administrator, tenantId }: Scope) => {
    const name = schemaNameOf(tenantId);
    await administrator.transaction(async ({ client }) => {
      if (!(await roleExists(client, name))) return;
      const role = client.escapeIdentifier(name);
      await joinRole(client, name);
      await client.query(`ALTER ROLE ${role} NOLOGIN`);
      await endSessions(client, name);
      await client.query(`DROP SCHEMA IF EXISTS ${role} CASCADE`);
      await client.query(`DROP OWNED BY ${role} CASCADE`);
      await client.query(`DROP ROLE ${role}`);
    });
  },
});

/** Takes back every membership in another role: by one of them the tenant could read another's schema. */
const onlyItself = async (client: ClientBase, name: string): Promise<void> => {
  const { rows } = await client.query<{ granted: string }>(
    `SELECT granted.rolname AS granted FROM pg_auth_members m
       JOIN pg_roles granted ON granted.oid = m.roleid JOIN pg_roles member ON member.oid = m.member
      WHERE member.rolname = $1`,
    [name],
  );
  for (const { granted } of rows) await client.query(`REVOKE ${client.escapeIdentifier(granted)} FROM ${client.escapeIdentifier(name)}`);
};
