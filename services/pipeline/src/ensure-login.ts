import type { ClientBase } from 'pg';
import { joinRole, roleExists } from './tenant-logins.ts';

export interface Login {
  readonly name: string;
  /** That it works in. */
  readonly schema: string;
  readonly connections: number;
  /** What it has besides, by the tenant's plan. */
  readonly more?: Readonly<Record<string, string>>;
}

/** What a session of a tenant is held to. It may set them otherwise for itself: then the watchdog ends it. */
const LIMITS = { idle_session_timeout: '10min', idle_in_transaction_session_timeout: '1min' };
/** Whose settings they are: `more` is what a person's login has besides. */
export type Settled = Pick<Login, 'name' | 'schema'> & { readonly more?: Readonly<Record<string, string>> };
const settingsOf = ({ schema, more }: Settled) => Object.entries({ search_path: schema, ...LIMITS, ...more });

/** A login that owns nothing of others, belongs to no other role, and has the settings that it should, whatever it has set itself. */
export const ensureLogin = async (client: ClientBase, { name, schema, connections, more = {} }: Login): Promise<void> => {
  const role = client.escapeIdentifier(name);
  if (!(await roleExists(client, name))) await client.query(`CREATE ROLE ${role}`);
  await joinRole(client, name);
  await client.query(`ALTER ROLE ${role} LOGIN NOINHERIT NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${connections}`);
  await setSettings(client, { name, schema, more });
  await noteSettings(client, name, more);
  await onlyItself(client, name);
};

/** Who looks whether a login has changed its settings reads here which it was given: no login may change what is said of it. */
const noteSettings = async (client: ClientBase, name: string, more: Readonly<Record<string, string>>): Promise<void> => {
  const note = Object.keys(more).length > 0 ? client.escapeLiteral(JSON.stringify(more)) : 'NULL';
  await client.query(`COMMENT ON ROLE ${client.escapeIdentifier(name)} IS ${note}`);
};

/** What was noted of a login; nothing of one that has no more than every login. @param note as `shobj_description` answers it */
export const notedSettings = (note: string | null): Readonly<Record<string, string>> =>
  note === null ? {} : (JSON.parse(note) as Readonly<Record<string, string>>);

interface Setting {
  /** Of which database; null where it counts in all. */
  readonly datname: string | null;
  readonly setconfig: readonly string[];
}
const storedSettings = async (client: ClientBase, name: string): Promise<readonly Setting[]> => {
  const { rows } = await client.query<Setting>(
    `SELECT d.datname, s.setconfig FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
       LEFT JOIN pg_database d ON d.oid = s.setdatabase WHERE r.rolname = $1`,
    [name],
  );
  return rows;
};

/** Whether a role has other settings than it was given: a login may change its own. */
export const hasOwnSettings = async (client: ClientBase, login: Settled): Promise<boolean> => {
  const wanted = settingsOf(login).map(([setting, value]) => `${setting}=${value}`);
  const [first, ...others] = await storedSettings(client, login.name);
  return others.length > 0 || first?.datname !== null || [...first.setconfig].sort().join() !== wanted.sort().join();
};

/** Gives a role its settings and takes back all others: those for one database, too, which count for more. */
export const setSettings = async (client: ClientBase, login: Settled): Promise<void> => {
  const { name } = login;
  const role = client.escapeIdentifier(name);
  for (const { datname } of await storedSettings(client, name)) {
    if (datname !== null) await client.query(`ALTER ROLE ${role} IN DATABASE ${client.escapeIdentifier(datname)} RESET ALL`);
  }
  await client.query(`ALTER ROLE ${role} RESET ALL`);
  for (const [setting, value] of settingsOf(login))
    await client.query(`ALTER ROLE ${role} SET ${setting} = ${client.escapeLiteral(value)}`);
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
