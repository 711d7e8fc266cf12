import { createServer, type Server } from 'node:http';
import { REDIRECT_PORTS, redirectUrl } from '@tenantry/api-client/loopback-redirect';
import { beginSignIn, finishSignIn } from '@tenantry/api-client/sign-in';
import { CommandError, EXIT } from './exit-code.ts';
import type { Profile } from './profile.ts';
import { kept, placeOf, told } from './signing-in.ts';
import type { Terminal } from './terminal.ts';
import type { Tokens } from './tokens.ts';

const LIMIT_MS = 300_000;

/**
 * Signs in at Cognito's own page with the authorization code flow and PKCE (RFC 7636); the browser comes back to a port of this
 * machine (RFC 8252). The code alone is worth nothing to anyone else who reads it: the verifier never leaves this process.
 */
export const browserSignIn = async (terminal: Terminal, profile: Profile, ports: readonly number[] = REDIRECT_PORTS): Promise<Tokens> => {
  const place = placeOf(profile);
  const { server, port } = await listen(ports);
  try {
    const { url, pending } = await beginSignIn(place, redirectUrl(port));
    terminal.err.write(`Sign in with your browser:\n  ${url}\n`);
    // The browser may be back before it says that it was opened.
    const [back] = await Promise.all([queryFrom(server, pending.state, terminal), terminal.browse(url)]);
    return kept(await told(place, finishSignIn(place, pending, back, { fetch: terminal.fetch })), terminal.now());
  } finally {
    server.close();
    server.closeAllConnections();
  }
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

/** What the browser brings; every other request is answered with 404, and a wrong `state` is somebody else's. */
const queryFrom = (server: Server, state: string, { interrupted }: Terminal): Promise<URLSearchParams> =>
  new Promise((resolve, reject) => {
    const fail = (message: string) => reject(new CommandError(EXIT.notSignedIn, message, 'sign in again: tenantry login'));
    setTimeout(() => fail('nobody signed in within five minutes'), LIMIT_MS).unref();
    interrupted.addEventListener('abort', () => reject(new CommandError(EXIT.interrupted, 'interrupted')), { once: true });
    server.on('request', (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const isOurs = pathname === '/callback' && searchParams.get('state') === state;
      const said = !isOurs
        ? 'Nothing is here.'
        : searchParams.has('code')
          ? 'You are signed in. You can close this page.'
          : 'The sign-in was refused.';
      response.writeHead(isOurs ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(said);
      if (!isOurs) return;
      response.once('close', () => resolve(searchParams));
    });
  });
