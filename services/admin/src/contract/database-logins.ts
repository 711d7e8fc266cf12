import { LOGIN_MODES, PERSONAL_LOGIN } from '@tenantry/shared/domain/personal-logins';
import { z } from 'zod';
import { named, reason, tenantId, time } from './fields.ts';
import type { RouteDefinition } from './route.ts';

/** Hours, where nobody says how many. */
export const LOGIN_HOURS = 4;

const mode = z.enum(LOGIN_MODES).describe('`read`: rows of the tenant; `write`: changes of them, too. Neither changes tables.');

export const DatabaseLogin = named(
  'DatabaseLogin',
  "A person's login to one tenant's database.",
  z.object({
    login: z.string().describe('Name of the role in PostgreSQL; it names nobody.'),
    mode,
    by: z.string().describe('Who asked for it: e-mail address or user name; the subject once the tenant is gone.'),
    subject: z.string().describe('Never changes, unlike an e-mail address.'),
    reason: z.string(),
    at: time,
    until: time,
    state: z
      .enum(['asked', 'active', 'refused', 'revoked', 'expired'])
      .describe('asked: the function ended before it could say more; PostgreSQL may have it until then.'),
    endedAt: time.optional().describe('When it was revoked.'),
  }),
);
export type DatabaseLogin = z.infer<typeof DatabaseLogin>;

const one = z.strictObject({ id: tenantId });

export const databaseLoginRoutes = {
  'GET /tenants/{id}/database-logins': {
    tag: 'database',
    summary: "Lists people's logins to a tenant's database, newest first",
    description: 'Those of the last 90 days; the audit keeps all.',
    group: 'viewer',
    mutates: false,
    path: one,
    status: 200,
    answer: named('DatabaseLogins', 'Personal logins.', z.object({ logins: z.array(DatabaseLogin) })),
  },
  'POST /tenants/{id}/database-logins': {
    tag: 'database',
    summary: "Gives the caller a login to a tenant's database, for some hours",
    description:
      'To read for operators and admins, to write for admins alone. The password is in this answer and nowhere else: ask for another login where it is lost. It works over the VPN only.',
    group: 'operator',
    mutates: true,
    path: one,
    body: named(
      'DatabaseLoginRequest',
      'Why, for how long, and what for.',
      z.strictObject({
        reason,
        mode: mode.default('read'),
        hours: z
          .int()
          .min(1)
          .max(24)
          .default(LOGIN_HOURS)
          .describe('A whole number of hours, at most `database.loginHours` of the configuration.'),
      }),
    ),
    status: 200,
    answer: named(
      'DatabaseLoginGiven',
      'The login with its password. It is shown once.',
      z.object({
        tenantId: z.string(),
        login: z.string(),
        password: z.string(),
        mode,
        until: time,
        host: z.string(),
        port: z.int(),
        database: z.string(),
        schema: z.string(),
        tls: z.boolean().describe('Whether to insist on TLS and on the authority of the certificate.'),
      }),
    ),
    problems: [409],
  },
  'POST /tenants/{id}/database-logins/{login}/revoke': {
    tag: 'database',
    summary: "Ends a person's login at once, with its sessions",
    description: 'Whoever asked for it: to cut somebody off needs less than to let him in.',
    group: 'operator',
    mutates: true,
    path: z.strictObject({ id: tenantId, login: z.string().regex(PERSONAL_LOGIN).describe('Name of the login.') }),
    body: named('DatabaseLoginRevocation', 'Why.', z.strictObject({ reason })),
    status: 200,
    answer: DatabaseLogin,
    problems: [409],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;
