import { LOGIN_MODES } from '@tenantry/shared/domain/personal-logins';
import type { ClientBase } from 'pg';
import type { Administrator } from './administrator.ts';
import { accessRoleOf, apiLoginOf, ownerLoginOf } from './tenant-database.ts';

const exists = async (client: ClientBase, query: string, name: string): Promise<boolean> =>
  (await client.query(query, [name])).rowCount === 1;
export const roleExists = (client: ClientBase, role: string): Promise<boolean> =>
  exists(client, 'SELECT 1 FROM pg_roles WHERE rolname = $1', role);
export const schemaExists = (client: ClientBase, schema: string): Promise<boolean> =>
  exists(client, 'SELECT 1 FROM pg_namespace WHERE nspname = $1', schema);
export const databaseExists = (client: ClientBase, database: string): Promise<boolean> =>
  exists(client, 'SELECT 1 FROM pg_database WHERE datname = $1', database);

/**
 * A tenant's logins that there are. A tenant from before migrations had one of their own has the first only. People's come before the
 * roles that they belong to: by these they are found.
 */
const loginsOf = async (client: ClientBase, tenantId: string): Promise<readonly string[]> => {
  const own = [apiLoginOf(tenantId), ownerLoginOf(tenantId)];
  const access = LOGIN_MODES.map((mode) => accessRoleOf(tenantId, mode));
  const { rows } = await client.query<{ rolname: string }>(
    `SELECT rolname FROM pg_roles WHERE rolname = ANY($1) OR rolname LIKE 'person\\_%' AND EXISTS (
       SELECT 1 FROM pg_auth_members m JOIN pg_roles access ON access.oid = m.roleid
        WHERE m.member = pg_roles.oid AND access.rolname = ANY($2))
      ORDER BY rolname = ANY($2), rolname`,
    [[...own, ...access], access],
  );
  return rows.map(({ rolname }) => rolname);
};

/** The administrator is no superuser: as a member of the role it may create for it, and take back what it owns. */
export const joinRole = async (client: ClientBase, role: string): Promise<void> => {
  await client.query(`GRANT ${client.escapeIdentifier(role)} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE`);
};

/** How long sessions that are ended may take to be gone, and how often to look. Milliseconds. */
const ENDING = 5_000;
const LOOK = 50;

/** Ends the sessions of logins, all at once, and waits until none of them can write any more. */
const endSessions = async (client: ClientBase, roles: readonly string[]): Promise<void> => {
  for (let waited = 0; waited <= ENDING; waited += LOOK) {
    const { rowCount } = await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ANY($1)', [roles]);
    if (!rowCount) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  throw new Error(`sessions of ${roles.join(', ')} go on although they were ended`);
};

/**
 * From now on nobody changes what the tenant's logins own, but an administrator. First no new session, for everyone to see; then the end
 * of those there are: in one transaction a session could begin in between. Answers the logins.
 */
export const lockOut = (administrator: Administrator, tenantId: string): Promise<readonly string[]> =>
  lockOutLogins(administrator, (client) => loginsOf(client, tenantId));

/** The same for logins that `find` finds. */
export const lockOutLogins = async (
  administrator: Administrator,
  find: (client: ClientBase) => Promise<readonly string[]>,
): Promise<readonly string[]> => {
  const logins = await administrator.transaction(async (client) => {
    const found = await find(client);
    for (const login of found) {
      await joinRole(client, login);
      await client.query(`ALTER ROLE ${client.escapeIdentifier(login)} NOLOGIN`);
    }
    return found;
  });
  if (logins.length > 0) await administrator.session(administrator.database.name, (client) => endSessions(client, logins));
  return logins;
};
