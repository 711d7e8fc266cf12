import { LOGIN_MODES } from '@tenantry/shared/domain/personal-logins';
import type { ClientBase } from 'pg';
import type { Administrator } from '../administrator.ts';
import { hasState } from '../database-failure.ts';
import { giveRights, READS, WRITES } from '../schema-rights.ts';
import { accessRoleOf, ownerLoginOf, schemaNameOf } from '../tenant-database.ts';
import { joinRole, roleExists } from '../tenant-logins.ts';
import { placeOf } from '../tenant-place.ts';

/** What each may do with the tenant's objects, those to come included. No temporary tables, nothing of its own, no function's body. */
const RIGHTS = { read: READS, write: WRITES } as const;

/** Whether the tenant's logins may sign in: before its schema is there, and from its off-boarding on, nobody gets one to its database. */
export const isOpen = async (client: ClientBase, tenantId: string): Promise<boolean> =>
  (await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1 AND rolcanlogin', [ownerLoginOf(tenantId)])).rowCount === 1;

/**
 * The two roles to which people's logins belong, with their rights as they should be. They are made when the first person asks: most
 * tenants never need them. Each statement may be repeated.
 * @returns the database that the tenant's schema is in; undefined while nobody may enter it
 */
export const ensureAccessRoles = async (administrator: Administrator, tenantId: string): Promise<string | undefined> => {
  const place = await placeOf(administrator, tenantId);
  if (place === undefined) return undefined;
  const isReady = await administrator.transaction(async (client) => {
    if (!(await isOpen(client, tenantId))) return false;
    for (const mode of LOGIN_MODES) {
      const name = accessRoleOf(tenantId, mode);
      if (!(await roleExists(client, name))) await client.query(`CREATE ROLE ${client.escapeIdentifier(name)} NOLOGIN`);
      await joinRole(client, name);
      await client.query(`GRANT CONNECT ON DATABASE ${client.escapeIdentifier(place)} TO ${client.escapeIdentifier(name)}`);
    }
    return true;
  });
  if (!isReady) return undefined;
  await inTurn(() => administrator.session(place, (client) => grantRights(client, tenantId)));
  return place;
};

/** "internal_error": tuple concurrently updated. Two who ask at a time grant the same, and PostgreSQL lets one of them fail. */
const CONCURRENTLY = 'XX000';
const TRIES = 5;
const inTurn = async (grant: () => Promise<void>, tries = TRIES): Promise<void> =>
  grant().catch((error: unknown) => {
    if (tries <= 1 || !hasState(error, CONCURRENTLY)) throw error;
    return inTurn(grant, tries - 1);
  });

const grantRights = async (client: ClientBase, tenantId: string): Promise<void> => {
  const [schema, owner] = [schemaNameOf(tenantId), ownerLoginOf(tenantId)];
  await client.query('BEGIN');
  for (const mode of LOGIN_MODES) await giveRights(client, { schema, owner, to: accessRoleOf(tenantId, mode) }, RIGHTS[mode]);
  await client.query('COMMIT');
};
