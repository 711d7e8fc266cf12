import { PERSONAL_LOGIN } from '@tenantry/shared/domain/personal-logins';
import type { ClientBase } from 'pg';
import type { Administrator } from '../administrator.ts';
import { hasOwnSettings, notedSettings, type Settled, setSettings } from '../ensure-login.ts';
import { endLogins } from '../personal-logins/end.ts';
import { findLogins } from '../personal-logins/found.ts';
import { settingsOfMode } from '../personal-logins/limits.ts';
import { schemaNameOf } from '../tenant-database.ts';
import { openDatabases, shutDatabases } from '../tenant-place.ts';

/** A session of a tenant's or a person's that was ended, and why. */
interface Ended {
  readonly login: string;
  readonly reason: 'locks' | 'transaction' | 'idle';
}
interface Watched {
  /** Personal logins whose time was over, and that are gone with their sessions. */
  readonly expired: readonly string[];
  /** Why one of them could not be ended; everything else is done and told all the same. */
  readonly failure?: unknown;
  /** Personal logins that have sessions, and how many. */
  readonly used: readonly { readonly login: string; readonly sessions: number }[];
  readonly ended: readonly Ended[];
  /** Logins that had set their limits themselves, and have ours again. */
  readonly reset: readonly string[];
  /** Databases that let everybody in, and cannot be shut: they are of a stranger. */
  readonly open: readonly string[];
}

interface Limits {
  /** Locks of one session: all sessions of the cluster share one table of them (PostgreSQL documentation, "Lock Management"). */
  readonly locks: number;
  /** Of a transaction: as long as it is open, no vacuum takes away what it may still see. Seconds. */
  readonly transaction: number;
  /** Of a session that does nothing. Seconds. */
  readonly idle: number;
}
const LIMITS: Readonly<Record<'api' | 'migrations' | 'people', Limits>> = {
  /** A function answers within 15 s and asks for one statement at a time. */
  api: { locks: 5_000, transaction: 120, idle: 900 },
  /** A build ends after half an hour, and may change every table in one transaction. */
  migrations: { locks: 20_000, transaction: 1_800, idle: 900 },
  /** Somebody who looks at what he has done before he commits it. */
  people: { locks: 5_000, transaction: 900, idle: 900 },
};

const TENANT = '^tenant_[0-9a-z]{26}(_owner)?$';
const PERSON = PERSONAL_LOGIN.source;
/** The names of logins that the administrator may end, as a condition on a role's name and oid. */
const ours = (pattern: string, name: string, oid: string) => `${name} ~ '${pattern}' AND pg_has_role(${oid}, 'USAGE')`;

/** A login may set every limit of a session otherwise for itself, and take as many locks as there are: these it cannot set. */
const endOf = ({ api, migrations, people }: typeof LIMITS): string => {
  const limit = (kind: keyof Limits) =>
    `CASE WHEN usename LIKE '%\\_owner' THEN ${migrations[kind]} WHEN usename LIKE 'person\\_%' THEN ${people[kind]} ELSE ${api[kind]} END`;
  return `WITH held AS MATERIALIZED (SELECT pid, count(*) AS locks FROM pg_locks GROUP BY pid),
  over AS MATERIALIZED (
    SELECT pid, usename AS login, CASE
      WHEN locks > ${limit('locks')} THEN 'locks'
      WHEN extract(epoch FROM now() - xact_start) > ${limit('transaction')} THEN 'transaction'
      WHEN state = 'idle' AND extract(epoch FROM now() - state_change) > ${limit('idle')} THEN 'idle' END AS reason
    FROM pg_stat_activity LEFT JOIN held USING (pid) WHERE ${ours(`${TENANT}|${PERSON}`, 'usename', 'usesysid')})
  SELECT login, reason FROM over WHERE reason IS NOT NULL AND pg_terminate_backend(pid)`;
};

const USED = `SELECT usename AS login, count(*)::int AS sessions FROM pg_stat_activity
  WHERE ${ours(PERSON, 'usename', 'usesysid')} GROUP BY 1 ORDER BY 1`;

/**
 * Ends what goes beyond its limits in the cluster, and personal logins whose time is over, takes back limits that a login has set itself,
 * and shuts databases that are open.
 */
export const watch = async (administrator: Administrator, limits = LIMITS): Promise<Watched> => {
  // First, since what it ends may be what everything else would wait for.
  const ended = await administrator.session(administrator.database.name, async (client) => (await client.query<Ended>(endOf(limits))).rows);
  const { used, changed } = await administrator.session(administrator.database.name, async (client) => ({
    used: (await client.query<Watched['used'][number]>(USED)).rows,
    changed: await changedLogins(client),
  }));
  const open = await administrator.transaction(async (client) => {
    for (const login of changed) await setSettings(client, login);
    await shutDatabases(client);
    return openDatabases(client);
  });
  const over = await endLogins(administrator, ({ isExpired }) => isExpired).then(
    (expired) => ({ expired }),
    (failure: unknown) => ({ expired: [], failure }),
  );
  return { ended, ...over, used, reset: changed.map(({ name }) => name), open };
};

const changedLogins = async (client: ClientBase): Promise<readonly Settled[]> => {
  const { rows } = await client.query<{ rolname: string; note: string | null }>(
    `SELECT rolname, shobj_description(oid, 'pg_authid') AS note FROM pg_roles WHERE ${ours(TENANT, 'rolname', 'oid')} AND rolcanlogin`,
  );
  const logins: readonly Settled[] = [
    ...rows.map(({ rolname, note }) => ({ name: rolname, schema: rolname.replace(/_owner$/, ''), more: notedSettings(note) })),
    ...(await findLogins(client)).flatMap(({ login, tenantId, mode }) =>
      tenantId === undefined ? [] : [{ name: login, schema: schemaNameOf(tenantId), more: settingsOfMode(mode) }],
    ),
  ];
  const changed: Settled[] = [];
  for (const login of logins) if (await hasOwnSettings(client, login)) changed.push(login);
  return changed;
};
