import type { LoginMode } from '@tenantry/shared/domain/personal-logins';

/** Sessions that a personal login may have at a time: a client, its second window, and a dump. */
export const SESSIONS = 3;
/** Personal logins at a time. With their sessions they take no more than the connections that tenants leave (`shared/src/deployment/connections.ts`). */
export const MOST_LOGINS = 60;
/** And of one person: nobody takes them all. */
export const MOST_OF_A_PERSON = 5;

/** What a person's session is held to besides, by how it may use the tenant's rows. What it sets otherwise the watchdog sets back. */
export const settingsOfMode = (mode: LoginMode): Readonly<Record<string, string>> => ({
  statement_timeout: '5min',
  // Somebody looks at what he has changed before he commits it.
  idle_in_transaction_session_timeout: '10min',
  // Who reads should not write by mistake where a function of the application would let him.
  ...(mode === 'read' ? { default_transaction_read_only: 'on' } : {}),
});
