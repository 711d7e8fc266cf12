import { LOGIN_MODES, type LoginMode, PERSONAL_LOGIN } from '@tenantry/shared/domain/personal-logins';
import type { ClientBase } from 'pg';

/** A personal login as PostgreSQL has it. */
export interface PersonalLogin {
  readonly login: string;
  /** In upper case; undefined where somebody has taken it out of the tenant's role. */
  readonly tenantId: string | undefined;
  readonly mode: LoginMode;
  readonly isExpired: boolean;
}

/** Those of this cluster's administrator: tests share one server. */
const FIND = `SELECT login.rolname AS login, access.rolname AS access, coalesce(login.rolvaliduntil, '-infinity') <= now() AS expired
    FROM pg_roles login
    LEFT JOIN pg_auth_members m ON m.member = login.oid
    LEFT JOIN pg_roles access ON access.oid = m.roleid AND access.rolname ~ '^tenant_[0-9a-z]{26}_(reader|writer)$'
   WHERE login.rolname ~ '${PERSONAL_LOGIN.source}' AND pg_has_role(login.oid, 'USAGE') ORDER BY 1`;

/** All personal logins. One without an expiry is expired: nobody makes such a one. */
export const findLogins = async (client: ClientBase): Promise<readonly PersonalLogin[]> => {
  const { rows } = await client.query<{ login: string; access: string | null; expired: boolean }>(FIND);
  return rows.map(({ login, access, expired }) => ({
    login,
    tenantId: access?.split('_')[1]?.toUpperCase(),
    mode: access?.endsWith('_writer') ? LOGIN_MODES[1] : LOGIN_MODES[0],
    isExpired: expired,
  }));
};
