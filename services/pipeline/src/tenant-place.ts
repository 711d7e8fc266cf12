import type { ClientBase } from 'pg';
import type { Administrator } from './administrator.ts';
import { apiLoginOf, ownerLoginOf, schemaNameOf } from './tenant-database.ts';
import { databaseExists, schemaExists } from './tenant-logins.ts';

/**
 * The database that a tenant's schema is in: its own, or the central one for a tenant from before each had its own (docs/adr/0028).
 * Undefined when there is neither.
 */
export const placeOf = (administrator: Administrator, tenantId: string): Promise<string | undefined> =>
  administrator.session(administrator.database.name, async (client) => {
    const name = schemaNameOf(tenantId);
    if (await schemaExists(client, name)) return administrator.database.name;
    return (await databaseExists(client, name)) ? name : undefined;
  });

/**
 * A database for one tenant, which nobody else may enter. It lets nobody in until that is so: PostgreSQL lets everybody into a new one.
 * Of template0, which holds nothing and which nobody can hold up by a session in it.
 */
export const ensureDatabase = async (administrator: Administrator, tenantId: string): Promise<string> => {
  const name = schemaNameOf(tenantId);
  await administrator.session(administrator.database.name, async (client) => {
    const database = client.escapeIdentifier(name);
    if (!(await databaseExists(client, name))) {
      await client.query(`CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'UTF8' ALLOW_CONNECTIONS false`);
    }
    const logins = [apiLoginOf(tenantId), ownerLoginOf(tenantId)].map((login) => client.escapeIdentifier(login)).join(', ');
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC; GRANT CONNECT ON DATABASE ${database} TO ${logins}`);
    await client.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`);
  });
  return name;
};

/** "object_in_use": a session that was ended is not gone yet, or another has just begun. */
export const IN_USE = '55006';

/** Ends every session in it, an autovacuum's too. One whose removal was cut short can only be dropped again. */
export const dropDatabase = (administrator: Administrator, name: string): Promise<void> =>
  administrator.session(administrator.database.name, async (client) => {
    await client.query("SET statement_timeout = '15s'");
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
  });

/**
 * Databases that PostgreSQL lets everybody enter: `postgres` and `template1` of every server, and what people create. `template0` lets
 * nobody in.
 */
export const openDatabases = async (client: ClientBase): Promise<readonly string[]> => {
  const { rows } = await client.query<{ datname: string }>(
    `SELECT datname FROM pg_database WHERE datallowconn
       AND EXISTS (SELECT 1 FROM aclexplode(coalesce(datacl, acldefault('d', datdba))) WHERE grantee = 0) ORDER BY datname`,
  );
  return rows.map(({ datname }) => datname);
};

/** Shuts every database to whom nobody has let in, where the administrator may: one who gets into another leaves things there. */
export const shutDatabases = async (client: ClientBase): Promise<void> => {
  for (const name of await openDatabases(client)) {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1 AND pg_has_role(datdba, 'USAGE')", [name]);
    if (rowCount) await client.query(`REVOKE ALL ON DATABASE ${client.escapeIdentifier(name)} FROM PUBLIC`);
  }
};
