import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { REDIRECT_PORTS, redirectUrl } from '@tenantry/api-client/loopback-redirect';
import { tokensOf } from './cognito.ts';
import type { Tokens } from './configuration.ts';
import { CommandError, EXIT, usageError } from './exit-code.ts';
import type { Profile } from './profile.ts';
import type { Terminal } from './terminal.ts';

const LIMIT_MS = 300_000;

const base64url = (bytes: Buffer): string => bytes.toString('base64url');

/**
 * Signs in at Cognito's hosted page with the authorization code flow and PKCE (RFC 7636); the browser comes back to a port of this
 * machine (RFC 8252). The code alone is worth nothing to anyone else who reads it: the verifier never leaves this process.
 */
export const browserSignIn = async (terminal: Terminal, profile: Profile, ports: readonly number[] = REDIRECT_PORTS): Promise<Tokens> => {
  const { clientId, signInUrl } = profile;
  if (!clientId || !signInUrl)
    throw usageError(`profile ${profile.name} lacks clientId or signInUrl`, 'sign in by password: tenantry login --password');
  const verifier = base64url(randomBytes(48));
  const state = base64url(randomBytes(24));
  const { server, port } = await listen(ports);
  try {
    const url = `${signInUrl}/oauth2/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUrl(port),
      scope: 'openid email profile',
      state,
      code_challenge_method: 'S256',
      code_challenge: base64url(createHash('sha256').update(verifier).digest()),
    })}`;
    terminal.err.write(`Sign in with your browser:\n  ${url}\n`);
    // The browser may be back before it says that it was opened.
    const [code] = await Promise.all([codeFrom(server, state, terminal), terminal.browse(url)]);
    return await exchange(terminal, signInUrl, {
      grant_type: 'authorization_code',
      client_id: clientId,
      code,
      redirect_uri: redirectUrl(port),
      code_verifier: verifier,
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
};

/** Redeems a code or a refresh token at the hosted page's token endpoint (RFC 6749). */
export const exchange = async (terminal: Terminal, signInUrl: string, form: Readonly<Record<string, string>>): Promise<Tokens> => {
  const answer = await terminal
    .fetch(`${signInUrl}/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    })
    .catch((error: unknown) => {
      throw new CommandError(EXIT.unavailable, `the sign-in at ${signInUrl} does not answer`, undefined, error);
    });
  const json = (await answer.json().catch(() => ({}))) as Readonly<Record<string, string | number | undefined>>;
  if (!answer.ok)
    throw new CommandError(EXIT.notSignedIn, `the sign-in is refused: ${json.error ?? answer.status}`, 'sign in again: tenantry login');
  const { id_token: IdToken, refresh_token: RefreshToken, expires_in: ExpiresIn } = json;
  return tokensOf(
    {
      AuthenticationResult: {
        ...(typeof IdToken === 'string' ? { IdToken } : {}),
        ...(typeof RefreshToken === 'string' ? { RefreshToken } : {}),
        ...(typeof ExpiresIn === 'number' ? { ExpiresIn } : {}),
      },
    },
    terminal.now(),
  );
};

const listen = async (ports: readonly number[]): Promise<{ readonly server: Server; readonly port: number }> => {
  for (const port of ports) {
    const server = createServer();
    const isListening = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, 'localhost', () => resolve(true));
    });
    if (isListening) return { server, port };
  }
  throw new CommandError(EXIT.failed, `the ports ${ports.join(', ')} are taken, to which the browser comes back`, 'free one of them');
};

/** The code that the browser brings; every other request is answered with 404, and a wrong `state` is somebody else's. */
const codeFrom = (server: Server, state: string, { interrupted }: Terminal): Promise<string> =>
  new Promise((resolve, reject) => {
    const fail = (message: string) => reject(new CommandError(EXIT.notSignedIn, message, 'sign in again: tenantry login'));
    setTimeout(() => fail('nobody signed in within five minutes'), LIMIT_MS).unref();
    interrupted.addEventListener('abort', () => reject(new CommandError(EXIT.interrupted, 'interrupted')), { once: true });
    server.on('request', (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const isOurs = pathname === '/callback' && searchParams.get('state') === state;
      const code = searchParams.get('code');
      const said = !isOurs ? 'Nothing is here.' : code ? 'You are signed in. You can close this page.' : 'The sign-in was refused.';
      response.writeHead(isOurs ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(said);
      if (!isOurs) return;
      response.once('close', () =>
        code ? resolve(code) : fail(`the sign-in was refused: ${searchParams.get('error') ?? 'no code came back'}`),
      );
    });
  });
