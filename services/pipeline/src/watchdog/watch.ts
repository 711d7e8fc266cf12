import type { ClientBase } from 'pg';
import type { Administrator } from '../administrator.ts';
import { hasOwnSettings, setSettings } from '../ensure-login.ts';
import { openDatabases, shutDatabases } from '../tenant-place.ts';

/** A session of a tenant's that was ended, and why. */
interface Ended {
  readonly login: string;
  readonly reason: 'locks' | 'transaction' | 'idle';
}
interface Watched {
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
const LIMITS: Readonly<Record<'api' | 'migrations', Limits>> = {
  /** A function answers within 15 s and asks for one statement at a time. */
  api: { locks: 5_000, transaction: 120, idle: 900 },
  /** A build ends after half an hour, and may change every table in one transaction. */
  migrations: { locks: 20_000, transaction: 1_800, idle: 900 },
};

/** The names of tenants' logins that the administrator may end, as a condition on a role's name and oid. */
const TENANTS = (name: string, oid: string) => `${name} ~ '^tenant_[0-9a-z]{26}(_owner)?$' AND pg_has_role(${oid}, 'USAGE')`;

/** A login may set every limit of a session otherwise for itself, and take as many locks as there are: these it cannot set. */
const endOf = ({ api, migrations }: typeof LIMITS): string => {
  const limit = (kind: keyof Limits) => `CASE WHEN usename LIKE '%\\_owner' THEN ${migrations[kind]} ELSE ${api[kind]} END`;
  return `WITH held AS MATERIALIZED (SELECT pid, count(*) AS locks FROM pg_locks GROUP BY pid),
  over AS MATERIALIZED (
    SELECT pid, usename AS login, CASE
      WHEN locks > ${limit('locks')} THEN 'locks'
      WHEN extract(epoch FROM now() - xact_start) > ${limit('transaction')} THEN 'transaction'
      WHEN state = 'idle' AND extract(epoch FROM now() - state_change) > ${limit('idle')} THEN 'idle' END AS reason
    FROM pg_stat_activity LEFT JOIN held USING (pid) WHERE ${TENANTS('usename', 'usesysid')})
  SELECT login, reason FROM over WHERE reason IS NOT NULL AND pg_terminate_backend(pid)`;
};

/** Ends what goes beyond its limits in the cluster, takes back limits that a login has set itself, and shuts databases that are open. */
export const watch = async (administrator: Administrator, limits = LIMITS): Promise<Watched> => {
  const { ended, changed } = await administrator.session(administrator.database.name, async (client) => ({
    // First, since what it ends may be what everything else would wait for.
    ended: (await client.query<Ended>(endOf(limits))).rows,
    changed: await changedLogins(client),
  }));
  const open = await administrator.transaction(async (client) => {
    for (const login of changed) await setSettings(client, { name: login, schema: login.replace(/_owner$/, '') });
    await shutDatabases(client);
    return openDatabases(client);
  });
  return { ended, reset: changed, open };
};

const changedLogins = async (client: ClientBase): Promise<readonly string[]> => {
  const { rows } = await client.query<{ rolname: string }>(
    `SELECT rolname FROM pg_roles WHERE ${TENANTS('rolname', 'oid')} AND rolcanlogin`,
  );
  const changed: string[] = [];
  for (const { rolname: name } of rows) if (await hasOwnSettings(client, { name, schema: name.replace(/_owner$/, '') })) changed.push(name);
  return changed;
};
