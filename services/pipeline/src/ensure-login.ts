import type { ClientBase } from 'pg';
import { joinRole, roleExists } from './tenant-logins.ts';

export interface Login {
  readonly name: string;
  /** That it works in. */
  readonly schema: string;
  readonly connections: number;
}

/** What a session of a tenant is held to. It may set them otherwise for itself: then the watchdog ends it. */
const LIMITS = { idle_session_timeout: '10min', idle_in_transaction_session_timeout: '1min' };

/** A login that owns nothing of others, belongs to no other role, and has the settings that it should, whatever it has set itself. */
export const ensureLogin = async (client: ClientBase, { name, schema, connections }: Login): Promise<void> => {
  const role = client.escapeIdentifier(name);
  if (!(await roleExists(client, name))) await client.query(`CREATE ROLE ${role}`);
  await joinRole(client, name);
  await client.query(`ALTER ROLE ${role} LOGIN NOINHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${connections}`);
  await resetSettings(client, name);
  const settings = Object.entries({ search_path: schema, ...LIMITS });
  for (const [setting, value] of settings) await client.query(`ALTER ROLE ${role} SET ${setting} = ${client.escapeLiteral(value)}`);
  await onlyItself(client, name);
};

/** Forgets what the role has set for its own sessions: everywhere, and in one database, which counts for more. */
const resetSettings = async (client: ClientBase, name: string): Promise<void> => {
  const role = client.escapeIdentifier(name);
  const { rows } = await client.query<{ datname: string }>(
    `SELECT d.datname FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase JOIN pg_roles r ON r.oid = s.setrole
      WHERE r.rolname = $1`,
    [name],
  );
  for (const { datname } of rows) await client.query(`ALTER ROLE ${role} IN DATABASE ${client.escapeIdentifier(datname)} RESET ALL`);
  await client.query(`ALTER ROLE ${role} RESET ALL`);
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
