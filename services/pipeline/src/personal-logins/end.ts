import type { ClientBase } from 'pg';
import type { Administrator } from '../administrator.ts';
import { hasState } from '../database-failure.ts';
import { removeLogins } from '../remove-logins.ts';
import { AT_ONCE } from '../schema-objects.ts';
import { ownerLoginOf } from '../tenant-database.ts';
import { lockOutLogins } from '../tenant-logins.ts';
import { placeOf } from '../tenant-place.ts';
import { findLogins, type PersonalLogin } from './found.ts';

/** How long to give away what a login owns; the next visit goes on. Milliseconds. */
const GIVING = 3_000;

/**
 * Ends personal logins: from now on nobody signs in with them, their sessions end, and they are removed. Nothing of the tenant's goes
 * with them. One that cannot be removed keeps no other one.
 * @param which of those that there are; all of them are `found`
 * @returns those that are gone; one that owns more than can be given away at once stays, locked out, until it is ended again
 * @throws what the first one that failed has failed with, once all others are ended
 */
export const endLogins = async (
  administrator: Administrator,
  which: (login: PersonalLogin) => boolean,
  now = Date.now,
): Promise<readonly string[]> => {
  let ending: readonly PersonalLogin[] = [];
  await lockOutLogins(administrator, async (client) => {
    ending = (await findLogins(client)).filter(which);
    return ending.map(({ login }) => login);
  });
  const ends = now() + GIVING;
  const failures: unknown[] = [];
  const gone: string[] = [];
  for (const { login, tenantId } of ending) {
    try {
      const isFree = tenantId === undefined || (await giveToTenant(administrator, { login, tenantId, isOver: () => now() > ends }));
      if (isFree && (await removeLogins(administrator, [login])).length === 0) gone.push(login);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return gone;
};

interface Giving {
  readonly login: string;
  readonly tenantId: string;
  readonly isOver: () => boolean;
}
/** "undefined_object": another visit has just removed the login. */
const GONE = '42704';

/** It can own nothing but large objects, to which rows may point by now. @returns whether it owns nothing any more */
const giveToTenant = async (administrator: Administrator, { login, tenantId, isOver }: Giving): Promise<boolean> => {
  const place = await placeOf(administrator, tenantId);
  if (place === undefined) return true;
  return administrator
    .session(place, (client) => give(client, { from: login, to: ownerLoginOf(tenantId), isOver }))
    .catch((error: unknown) => {
      if (!hasState(error, GONE)) throw error;
      return true;
    });
};

const SOME = `SELECT string_agg(format('ALTER LARGE OBJECT %s OWNER TO %I', oid, $2::text), '; ') AS sql, max(oid)::text AS last FROM (
  SELECT oid FROM pg_largeobject_metadata WHERE lomowner = (SELECT oid FROM pg_roles WHERE rolname = $1) AND oid > $3::oid
   ORDER BY oid LIMIT ${AT_ONCE}) AS first`;

/** Some at a time: a statement for all of somebody who has made half a million takes longer than a statement may, every time. */
const give = async (
  client: ClientBase,
  { from, to, isOver }: { readonly from: string; readonly to: string; readonly isOver: () => boolean },
): Promise<boolean> => {
  for (let after = '0'; ; ) {
    const { rows } = await client.query<{ sql: string | null; last: string }>(SOME, [from, to, after]);
    const [some] = rows;
    if (!some?.sql) break;
    await client.query(some.sql);
    if (isOver()) return false;
    after = some.last;
  }
  await client.query(`REASSIGN OWNED BY ${client.escapeIdentifier(from)} TO ${client.escapeIdentifier(to)}`);
  return true;
};
