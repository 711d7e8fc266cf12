import type { Administrator } from './administrator.ts';
import { hasState } from './database-failure.ts';
import { joinRole } from './tenant-logins.ts';

/** "dependent_objects_still_exist". */
const DEPENDENT = '2BP01';
/**
 * And "insufficient_privilege", "object_not_in_prerequisite_state" (a database whose removal was cut short), "out_of_memory" (of locks),
 * "query_canceled": then the role stays. "undefined_object": somebody else has just removed it.
 */
const STAYS = [DEPENDENT, '42501', '55000', '53200', '57014', '42704'];

/**
 * Removes logins that are locked out, and answers those that stay. A role cannot go while something in any database is its own or says
 * its name: what it has put into a database that it should not have entered, or a right that another tenant has granted to it. No data
 * waits for that.
 */
export const removeLogins = async (administrator: Administrator, logins: readonly string[]): Promise<readonly string[]> => {
  const staying: string[] = [];
  for (const login of logins) {
    for (const database of await databasesThatName(administrator, login)) await dropOwned(administrator, database, login);
    const role = (client: { escapeIdentifier: (name: string) => string }) => client.escapeIdentifier(login);
    const removed = administrator.transaction((client) => client.query(`DROP ROLE IF EXISTS ${role(client)}`));
    await removed.catch(async (error: unknown) => {
      if (!hasState(error, DEPENDENT)) throw error;
      await administrator.transaction((client) => client.query(`ALTER ROLE ${role(client)} NOLOGIN PASSWORD NULL`));
      staying.push(login);
    });
  }
  return staying;
};

/** The central one in any case: there it loses rights on databases, which lie in none. */
const databasesThatName = ({ session, database }: Administrator, login: string): Promise<readonly string[]> =>
  session(database.name, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `SELECT DISTINCT d.datname FROM pg_shdepend s JOIN pg_database d ON d.oid = s.dbid AND d.datallowconn
         JOIN pg_roles r ON r.oid = s.refobjid WHERE s.refclassid = 'pg_authid'::regclass AND r.rolname = $1`,
      [login],
    );
    return [...new Set([database.name, ...rows.map(({ datname }) => datname)])];
  });

const dropOwned = ({ session }: Administrator, database: string, login: string): Promise<void> =>
  session(database, async (client) => {
    await joinRole(client, login);
    await client.query(`DROP OWNED BY ${client.escapeIdentifier(login)}`);
  }).catch((error: unknown) => {
    if (!hasState(error, ...STAYS)) throw error;
  });
