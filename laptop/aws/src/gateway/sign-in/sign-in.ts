import { randomBytes } from 'node:crypto';
import type { AwsResult } from '../call.ts';
import type { EmulatorClient } from '../emulator.ts';
import type { HostRequest } from '../host-request.ts';
import type { GatewayContext } from '../types.ts';
import { errorPage, preflight, redirect } from './answers.ts';
import { type Asked, checkAuthorize, withQuery } from './authorize.ts';
import { forgotPage, forgotPassword, login, passwordPage, type Visit } from './login.ts';
import { poolOfDomain, type SignInPool } from './pool.ts';
import { BROWSER_MS, CODE_MS, createSessions, type Sessions } from './sessions.ts';
import { revokeEndpoint, tokenEndpoint } from './token.ts';

const HOST = /^([a-z0-9-]+)\.auth\.[a-z0-9-]+\.amazoncognito\.com$/;
const PATH = /^\/_aws\/cognito\/([a-z0-9-]+)(\/.*)$/;

/** A request for a page or an endpoint of a pool's domain. */
interface DomainRequest {
  readonly domain: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Path of the domain's root, for its cookies. */
  readonly root: string;
}

/** A pool's domain is found by its name in AWS, or at `/_aws/cognito/<prefix>` of the gateway, where browsers and programs reach it without a resolver. */
export const domainRequest = ({ host, path }: Pick<HostRequest, 'host' | 'path'>): DomainRequest | undefined => {
  const byPath = PATH.exec(path);
  const domain = HOST.exec(host)?.[1] ?? byPath?.[1];
  if (domain === undefined) return undefined;
  const url = new URL(byPath?.[2] ?? path, 'http://domain');
  return { domain, path: url.pathname, query: url.searchParams, root: byPath ? `/_aws/cognito/${domain}/` : '/' };
};

const cookiesOf = (request: HostRequest): ReadonlyMap<string, string> =>
  new Map(
    (request.headers.cookie ?? '').split('; ').map((pair): [string, string] => {
      const cut = pair.indexOf('=');
      return [pair.slice(0, cut), pair.slice(cut + 1)];
    }),
  );
const cookie = (name: string, value: string, root: string, more = ''): string =>
  `${name}=${value}; Path=${root}; HttpOnly; SameSite=Lax${more}`;

interface Parts {
  readonly emulator: EmulatorClient;
  readonly context: GatewayContext;
  readonly sessions: Sessions;
}

/** Cognito's own pages and endpoints at the domains of user pools (Cognito developer guide, "User pool endpoints and managed login reference"). */
export const createSignIn = (emulator: EmulatorClient, context: GatewayContext) => {
  const parts: Parts = { emulator, context, sessions: createSessions(context.clock) };
  return (request: HostRequest): Promise<AwsResult> | undefined => {
    const asked = domainRequest(request);
    return asked && answer(parts, request, asked);
  };
};

/**
 * The form in which a client registers an address of the world's domain: without the gateway's port, which stands for AWS's own and is
 * another one in every run.
 */
const registeredBy =
  ({ url, world }: GatewayContext) =>
  (uri: string): string => {
    if (!URL.canParse(uri)) return uri;
    const { port, hostname } = new URL(uri);
    const isHosted = hostname === world.dns.domain || hostname.endsWith(`.${world.dns.domain}`);
    return isHosted && port === new URL(url).port ? uri.replace(`:${port}`, '') : uri;
  };

const answer = async (parts: Parts, request: HostRequest, asked: DomainRequest): Promise<AwsResult> => {
  const pool = await poolOfDomain(asked.domain, parts.emulator, parts.context);
  if (!pool) return { status: 404, headers: { 'content-type': 'text/plain' }, body: Buffer.from('no user pool has this domain\n') };
  const form = new URLSearchParams(request.body.toString('utf8'));
  const what = `${request.method} ${asked.path}`;
  if (request.method === 'OPTIONS') return preflight;
  if (what === 'POST /oauth2/token') return tokenEndpoint(form, request.headers.authorization, pool, parts.sessions);
  if (what === 'POST /oauth2/revoke') return revokeEndpoint(form, pool);
  if (what === 'GET /logout') return logout(parts, request, asked, pool);
  return pageOf(parts, request, { ...asked, form, what }, pool);
};

const logout = async ({ context, sessions }: Parts, request: HostRequest, { query, root }: DomainRequest, pool: SignInPool) => {
  const client = await pool.client(query.get('client_id') ?? '');
  const to = query.get('logout_uri') ?? '';
  if (!client?.LogoutURLs?.includes(registeredBy(context)(to))) return errorPage('invalid_request: logout_uri');
  sessions.browsers.take(cookiesOf(request).get('cognito'));
  return redirect(to, { 'set-cookie': cookie('cognito', '', root, '; Max-Age=0') });
};

const PAGES: Readonly<Record<string, (visit: Visit) => AwsResult | Promise<AwsResult>>> = {
  'GET /login': (visit) => passwordPage(visit),
  'POST /login': login,
  'GET /forgotPassword': forgotPage,
  'POST /forgotPassword': forgotPassword,
};
type PageRequest = DomainRequest & { readonly form: URLSearchParams; readonly what: string };

/** Every page checks the whole request again: what a page was shown for is in its address, which anybody can write. */
const pageOf = async ({ context, sessions }: Parts, request: HostRequest, asked: PageRequest, pool: SignInPool): Promise<AwsResult> => {
  const { query, root, what, form } = asked;
  const client = await pool.client(query.get('client_id') ?? '');
  const checked = checkAuthorize(query, client, registeredBy(context));
  if ('page' in checked || !client) return errorPage('page' in checked ? checked.page : 'invalid_request');
  if ('redirect' in checked) return redirect(checked.redirect);
  const cookies = cookiesOf(request);
  const finish = finishing(sessions, pool, checked.asked, root);
  if (what === 'GET /oauth2/authorize') {
    const known = sessions.browsers.get(cookies.get('cognito'));
    return known?.poolId === pool.poolId ? finish(known.username) : redirect(`${root}login?${query}`);
  }
  const show = PAGES[what];
  if (!show) return { status: 404, headers: {}, body: Buffer.alloc(0) };
  if (!(await pool.hasPages(client.ClientId))) return errorPage('Login pages unavailable. Please contact an administrator.');
  const known = cookies.get('XSRF-TOKEN');
  // Nobody else's page may sign a browser in.
  if (request.method === 'POST' && (!known || form.get('_csrf') !== known))
    return errorPage('invalid_request: the form is not of this page');
  const csrf = known ?? randomBytes(24).toString('base64url');
  const shown = await show({ pool, client, asked: checked.asked, sessions, form, csrf, query: query.toString(), finish });
  return known ? shown : { ...shown, headers: { ...shown.headers, 'set-cookie': cookie('XSRF-TOKEN', csrf, root) } };
};

/** Makes the code with which the browser goes back to the application, and the session by which the next application needs no password. */
const finishing =
  ({ codes, browsers }: Sessions, { poolId }: SignInPool, asked: Asked, root: string) =>
  (username: string) => {
    const code = codes.put({ ...asked, poolId, username }, CODE_MS);
    const session = browsers.put({ poolId, username }, BROWSER_MS);
    return redirect(withQuery(asked.redirectUri, { code, state: asked.state }), { 'set-cookie': cookie('cognito', session, root) });
  };
