import type pg from 'pg';

export interface DatabaseRequest {
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Of the cluster's parameter group. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * Gives a new server the role of RDS's master users: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html.
 * In RDS the master user itself owns `postgres` and `template1`; here several are created on one server, so it is their common role.
 */
export const asRdsHasIt = async (superuser: pg.Client): Promise<void> => {
  await superuser.query(`CREATE ROLE rds_superuser NOLOGIN; GRANT pg_monitor, pg_signal_backend TO rds_superuser;
    ALTER DATABASE postgres OWNER TO rds_superuser; ALTER DATABASE template1 OWNER TO rds_superuser`);
};

/** Creates what RDS creates for a cluster. Doing it again changes the password and the parameters only. */
export const ensureDatabase = async (
  superuser: pg.Client,
  { database, user, password, parameters = {} }: DatabaseRequest,
): Promise<void> => {
  const exists = async (table: string, column: string, name: string): Promise<boolean> =>
    (await superuser.query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [name])).rowCount === 1;
  const role = superuser.escapeIdentifier(user);
  const verb = (await exists('pg_roles', 'rolname', user)) ? 'ALTER' : 'CREATE';
  // RDS's master user may create roles and databases and is no superuser.
  await superuser.query(`${verb} ROLE ${role} LOGIN CREATEROLE CREATEDB PASSWORD ${superuser.escapeLiteral(password)}`);
  await superuser.query(`GRANT rds_superuser TO ${role}`);
  if (!(await exists('pg_database', 'datname', database))) {
    await superuser.query(`CREATE DATABASE ${superuser.escapeIdentifier(database)} OWNER ${role}`);
  }
  await setParameters(superuser, parameters);
};

/** Those that a running server takes; RDS reboots an instance for the others. Names with a dot are RDS's own. */
const setParameters = async (superuser: pg.Client, parameters: Readonly<Record<string, string>>): Promise<void> => {
  const names = Object.keys(parameters);
  const { rows } = await superuser.query<{ name: string }>(
    "SELECT name FROM pg_settings WHERE name = ANY($1) AND context NOT IN ('postmaster', 'internal')",
    [names],
  );
  for (const { name } of rows) {
    await superuser.query(`ALTER SYSTEM SET ${superuser.escapeIdentifier(name)} = ${superuser.escapeLiteral(parameters[name] ?? '')}`);
  }
  await superuser.query('SELECT pg_reload_conf()');
};
