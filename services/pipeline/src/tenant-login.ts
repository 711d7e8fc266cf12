import type { ClientBase } from 'pg';
import type { Administrator } from './administrator.ts';

const exists = async (client: ClientBase, query: string, name: string): Promise<boolean> =>
  (await client.query(query, [name])).rowCount === 1;
export const roleExists = (client: ClientBase, role: string): Promise<boolean> =>
  exists(client, 'SELECT 1 FROM pg_roles WHERE rolname = $1', role);
export const schemaExists = (client: ClientBase, schema: string): Promise<boolean> =>
  exists(client, 'SELECT 1 FROM pg_namespace WHERE nspname = $1', schema);

/** The administrator is no superuser: as a member of the role it may create for it, and take back what it owns. */
export const joinRole = async (client: ClientBase, role: string): Promise<void> => {
  await client.query(`GRANT ${client.escapeIdentifier(role)} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE`);
};

/** How long a session that is ended may take to be gone, milliseconds. */
const ENDING = 5_000;

/** Ends the sessions of a login, and waits until none of them can write any more. */
export const endSessions = async (client: ClientBase, role: string): Promise<void> => {
  await client.query('SELECT pg_terminate_backend(pid, $2) FROM pg_stat_activity WHERE usename = $1', [role, ENDING]);
};

/**
 * From now on nobody changes what the role owns, but an administrator. First no new session, for everyone to see; then the end of
 * those there are: in one transaction a session could begin in between.
 */
export const lockOut = async (administrator: Administrator, role: string): Promise<void> => {
  const locked = await administrator.transaction(async (client) => {
    if (!(await roleExists(client, role))) return false;
    await joinRole(client, role);
    await client.query(`ALTER ROLE ${client.escapeIdentifier(role)} NOLOGIN`);
    return true;
  });
  if (locked) await administrator.transaction((client) => endSessions(client, role));
};
