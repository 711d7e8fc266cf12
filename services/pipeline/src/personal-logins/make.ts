import type { LoginAnswer, LoginMode } from '@tenantry/shared/domain/personal-logins';
import type { ClientBase } from 'pg';
import type { Administrator } from '../administrator.ts';
import { setSettings } from '../ensure-login.ts';
import { accessRoleOf, newPassword, schemaNameOf, scramVerifier } from '../tenant-database.ts';
import { joinRole } from '../tenant-logins.ts';
import { ensureAccessRoles, isOpen } from './access-roles.ts';
import { MOST_LOGINS, MOST_OF_A_PERSON, SESSIONS, settingsOfMode } from './limits.ts';

interface Wanted {
  readonly tenantId: string;
  /** As `PERSONAL_LOGIN` has it, and new. */
  readonly login: string;
  readonly mode: LoginMode;
  /** ISO 8601, UTC. From then on PostgreSQL takes its password no more. */
  readonly until: string;
}

/**
 * A login for one person to one tenant's database. Its password is in the answer and nowhere else: PostgreSQL is given a verifier.
 * @throws DatabaseFailure
 */
export const makeLogin = async (administrator: Administrator, wanted: Wanted): Promise<LoginAnswer> => {
  const { tenantId, login } = wanted;
  const { host, port } = administrator.database;
  const database = await ensureAccessRoles(administrator, tenantId);
  if (database === undefined) return { outcome: 'refused', because: 'shut' };
  const password = newPassword();
  const refusal = await administrator.transaction(async (client) => {
    // Again: an off-boarding that has begun since then does not know of this login, and would leave it.
    if (!(await isOpen(client, tenantId))) return 'shut' as const;
    if (await areTooMany(client, login)) return 'too-many' as const;
    await createLogin(client, wanted, password);
    return undefined;
  });
  if (refusal) return { outcome: 'refused', because: refusal };
  return { outcome: 'made', host, port, database, schema: schemaNameOf(tenantId), password, tls: administrator.tls };
};

const areTooMany = async (client: ClientBase, login: string): Promise<boolean> => {
  const person = login.slice(0, login.lastIndexOf('_') + 1);
  const { rows } = await client.query<{ logins: number; own: number }>(
    `SELECT count(*)::int AS logins, count(*) FILTER (WHERE starts_with(rolname, $1))::int AS own
       FROM pg_roles WHERE rolname LIKE 'person\\_%' AND rolcanlogin AND pg_has_role(oid, 'USAGE')`,
    [person],
  );
  const { logins = 0, own = 0 } = rows[0] ?? {};
  return logins >= MOST_LOGINS || own >= MOST_OF_A_PERSON;
};

const createLogin = async (client: ClientBase, { tenantId, login, mode, until }: Wanted, password: string): Promise<void> => {
  const role = client.escapeIdentifier(login);
  const [verifier, expiry] = [scramVerifier(password), until].map((text) => client.escapeLiteral(text));
  await client.query(
    `CREATE ROLE ${role} LOGIN NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${SESSIONS} PASSWORD ${verifier} VALID UNTIL ${expiry}`,
  );
  // As a member, the administrator may end its sessions and take what it owns.
  await joinRole(client, login);
  // It has the role's rights, and cannot become it.
  await client.query(`GRANT ${client.escapeIdentifier(accessRoleOf(tenantId, mode))} TO ${role} WITH INHERIT TRUE, SET FALSE`);
  await setSettings(client, { name: login, schema: schemaNameOf(tenantId), more: settingsOfMode(mode) });
};
