import { connectionLimits } from '@tenantry/shared/deployment/connections';
import { type Limits, limitsOf } from '@tenantry/shared/deployment/plans';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import type { ClientBase } from 'pg';
import type { Administrator } from '../administrator.ts';
import { hasState } from '../database-failure.ts';
import { ensureLogin } from '../ensure-login.ts';
import { removeLogins } from '../remove-logins.ts';
import { AT_ONCE, dropSome } from '../schema-objects.ts';
import { giveRights, WRITES } from '../schema-rights.ts';
import type { Scope } from '../scope.ts';
import { apiLoginOf, ownerLoginOf, schemaNameOf } from '../tenant-database.ts';
import { lockOut } from '../tenant-logins.ts';
import { dropDatabase, ensureDatabase, IN_USE, placeOf, shutDatabases } from '../tenant-place.ts';

/**
 * The tenant's database with its schema, and two logins: that of migrations owns the schema, that of the function reads and writes rows.
 * Neither enters another database. Each statement may be repeated.
 */
export const schema = step(
  'schema',
  {
    ensure: async ({ administrator, tenantId, config }: Scope, { plan }: { readonly plan: string }) => {
      const [name, api, owner] = [schemaNameOf(tenantId), apiLoginOf(tenantId), ownerLoginOf(tenantId)];
      const limits = limitsOf(config, plan);
      await administrator.transaction(async (client) => {
        await shutDatabases(client);
        await ensureLogin(client, { name: owner, schema: name, connections: connectionLimits(config).migrations });
        await ensureLogin(client, { name: api, schema: name, connections: limits.connections, more: sqlSettings(limits) });
      });
      const place = await placeOf(administrator, tenantId);
      const databaseName =
        place === administrator.database.name ? await letIn(administrator, tenantId) : await ensureDatabase(administrator, tenantId);
      await administrator.session(databaseName, (client) => ensureSchema(client, name, { api, owner }));
      return { schemaName: name, databaseName };
    },
    remove: async ({ administrator, tenantId }: Scope) => {
      const logins = await lockOut(administrator, tenantId);
      const place = await placeOf(administrator, tenantId);
      if (place === administrator.database.name) await dropSchema(administrator, schemaNameOf(tenantId), logins);
      else if (place) await dropDatabase(administrator, place).catch(whenFree);
      const remainingLogins = await removeLogins(administrator, logins);
      return remainingLogins.length > 0 ? { remainingLogins } : undefined;
    },
  },
  {
    unseen: 'its logins and their rights are written each time',
    maxSeconds: 24,
    creates: [
      { type: 'PostgreSQL::Database', id: 'schemaName', account: 'super-admin' },
      { type: 'PostgreSQL::Schema', id: 'schemaName', account: 'super-admin' },
      { type: 'PostgreSQL::Role', count: 2, id: 'schemaName', account: 'super-admin' },
    ],
  },
);

/** What a plan says of the sessions of the tenant's function. Migrations take as long as they take. */
const sqlSettings = ({ statementSeconds, workMemMb }: Limits): Readonly<Record<string, string>> => ({
  ...(statementSeconds === undefined ? {} : { statement_timeout: `${statementSeconds}s` }),
  ...(workMemMb === undefined ? {} : { work_mem: `${workMemMb}MB` }),
});

interface Logins {
  readonly api: string;
  readonly owner: string;
}

const ensureSchema = async (client: ClientBase, name: string, logins: Logins): Promise<void> => {
  const [schemaName, api, owner] = [name, logins.api, logins.owner].map((one) => client.escapeIdentifier(one));
  // What PostgreSQL gives everyone, nobody has here: no shared schema, no temporary tables (that right is the database's).
  await client.query('BEGIN; REVOKE ALL ON SCHEMA public FROM PUBLIC');
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schemaName} AUTHORIZATION ${owner}; ALTER SCHEMA ${schemaName} OWNER TO ${owner}`);
  // Of a tenant whose function once owned the schema; else there is nothing, or a large object.
  await client.query(`REASSIGN OWNED BY ${api} TO ${owner}`);
  await client.query(`REVOKE ALL ON SCHEMA ${schemaName} FROM PUBLIC`);
  await giveRights(client, { schema: name, owner: logins.owner, to: logins.api }, WRITES);
  await client.query('COMMIT');
};

/** A tenant from before each had a database keeps its schema in the central one, and its logins enter that. */
const letIn = async (administrator: Administrator, tenantId: string): Promise<string> => {
  const { name } = administrator.database;
  await administrator.transaction(async (client) => {
    const logins = [apiLoginOf(tenantId), ownerLoginOf(tenantId)].map((login) => client.escapeIdentifier(login)).join(', ');
    await client.query(`GRANT CONNECT ON DATABASE ${client.escapeIdentifier(name)} TO ${logins}`);
  });
  return name;
};

/** In the central database: some objects at a time, each time in a transaction that holds up no other administrator. */
const dropSchema = async (administrator: Administrator, name: string, owners: readonly string[]): Promise<void> => {
  const isGone = await administrator.session(administrator.database.name, async (client) => {
    await client.query("SET statement_timeout = '15s'; BEGIN");
    const some = await dropSome(client, name, owners);
    if (!some) await client.query(`DROP SCHEMA IF EXISTS ${client.escapeIdentifier(name)} CASCADE`);
    await client.query('COMMIT');
    return !some;
  });
  if (!isGone) throw new Wait(1, `what is in schema ${name} to be dropped, ${AT_ONCE} objects at a time`);
};

const whenFree = (error: unknown): never => {
  if (hasState(error, IN_USE)) throw new Wait(2, "the last session in the tenant's database to end");
  throw error;
};
