import type { ClientBase } from 'pg';
import type { Administrator } from '../administrator.ts';
import { removeLogins } from '../remove-logins.ts';
import { lockOutLogins } from '../tenant-logins.ts';
import { placeOf } from '../tenant-place.ts';
import { findLogins, type PersonalLogin } from './found.ts';

/**
 * Ends personal logins: from now on nobody signs in with them, their sessions end, and they are removed. Nothing of the tenant's goes
 * with them.
 * @param which of those that there are; all of them are `found`
 * @returns those that are gone
 */
export const endLogins = async (administrator: Administrator, which: (login: PersonalLogin) => boolean): Promise<readonly string[]> => {
  let ending: readonly PersonalLogin[] = [];
  const logins = await lockOutLogins(administrator, async (client) => {
    ending = (await findLogins(client)).filter(which);
    return ending.map(({ login }) => login);
  });
  for (const { login, tenantId } of ending) if (tenantId !== undefined) await giveToTenant(administrator, login, tenantId);
  const staying = await removeLogins(administrator, logins);
  return logins.filter((login) => !staying.includes(login));
};

/** It can own nothing but a large object, to which a row may point by now. */
const giveToTenant = async (administrator: Administrator, login: string, tenantId: string): Promise<void> => {
  const place = await placeOf(administrator, tenantId);
  if (place === undefined) return;
  await administrator.session(place, (client) => reassign(client, login, `tenant_${tenantId.toLowerCase()}_owner`));
};

const reassign = (client: ClientBase, from: string, to: string) =>
  client.query(`REASSIGN OWNED BY ${client.escapeIdentifier(from)} TO ${client.escapeIdentifier(to)}`);
