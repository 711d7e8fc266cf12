import type { Tenant } from '@tenantry/api-client/generated/api';
import { isLoopback } from '../cli/src/profile.ts';
import { type Ask, consoleLoads, demand, patientKept } from '../laptop/demo/console-check.ts';
import { httpFetch } from '../laptop/demo/http.ts';
import { signIn } from '../laptop/demo/tenant-session.ts';
import { ACCOUNTS } from '../laptop/src/accounts.ts';
import type { Ground } from './ground.ts';

/** CloudFront answers within a minute whatever the origin does (CloudFront developer guide, "Origin response timeout"). */
const LIMIT_MS = 60_000;
/** Valid in the tenant of this run alone, which goes with it. */
const PASSWORD = 'Accepted-once-1!';

/** By HTTPS, as it comes: a redirection is an answer. */
const byHttps: Ask = async (url, { method = 'GET', headers = {}, body } = {}) => {
  const init = { method, headers, redirect: 'manual' as const, signal: AbortSignal.timeout(LIMIT_MS) };
  const answer = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() };
};
/** Names below `localhost` are this machine's, which not every resolver knows. */
const askFor = (url: string): Ask => (isLoopback(new URL(url)) ? httpFetch : byHttps);

const addressOf = ({ connection, deployment }: Ground, { domain }: Pick<Tenant, 'domain'>): string =>
  (connection.profile.tenantUrl ?? deployment.publicUrl).replace('{domain}', domain).replace(/\/$/, '');

/** Where the first user's password can be read: on a laptop every account has a root user. */
const signedInOnLaptop = async ({ deployment }: Ground, tenant: Tenant, url: string): Promise<void> => {
  const { port, origin } = new URL(url);
  const laptop = { url: `http://127.0.0.1:${port}`, port: Number(port), accounts: ACCOUNTS, region: deployment.region };
  const session = await signIn(laptop, { ...tenant, requestedAt: '', stages: [] } as never, PASSWORD);
  demand(session.url === origin, `the console is at ${session.url}`);
  await patientKept(session, 'acceptance-0001');
};

/**
 * Verifies a tenant's console as the demo does. Signing in takes the password that Cognito mails, and a browser: in AWS a person does it.
 * @returns what was verified, and what was not
 * @throws DemoFailure saying what did not hold
 */
export const verifyConsole = async (ground: Ground, tenant: Tenant): Promise<readonly string[]> => {
  const { terminal } = ground.invocation;
  const url = addressOf(ground, tenant);
  await consoleLoads(url, askFor(url));
  const loads = 'the console loads with its headers, and its API refuses who has not signed in';
  if (isLoopback(new URL(url))) {
    await signedInOnLaptop(ground, tenant, url);
    return [loads, 'its first user signs in, and a patient is kept'];
  }
  if (!terminal.isInteractive) return [loads, 'NOT verified: signing in, which takes a person'];
  const isIn = await terminal.ask(
    `Sign in at ${url} as ${tenant.adminEmail} with the password of Cognito's mail, and add a patient. Is it in the list? [y/N] `,
  );
  demand(/^y(es)?$/i.test(isIn), 'the first user cannot sign in, or keeps no patient');
  return [loads, 'its first user signs in, and a patient is kept, as a person says'];
};

/** @throws DemoFailure when the tenant's domain still answers with its console */
export const verifySilence = async (ground: Ground, tenant: Pick<Tenant, 'domain'>): Promise<void> => {
  const url = addressOf(ground, tenant);
  const answer = await askFor(url)(`${url}/`).catch(() => undefined);
  demand(answer === undefined || answer.status >= 400, `the domain still answers: ${answer?.status}`);
};
