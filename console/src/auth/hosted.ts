import type { ConsoleConfig } from '../config.ts';
import { SignInError } from './cognito.ts';
import type { Tokens } from './tokens.ts';

type Hosted = Extract<ConsoleConfig, { signIn: 'hosted' }>;
const KEY = 'tenantry.sign-in';
/** What must be known when the browser comes back. */
interface Pending {
  readonly state: string;
  readonly verifier: string;
  /** Path at which the person wanted to be. */
  readonly returnTo: string;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));
/** RFC 7636, S256. */
export const challengeOf = async (verifier: string): Promise<string> =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));

export const CALLBACK_PATH = '/signed-in';
const redirectUri = (): string => `${location.origin}${CALLBACK_PATH}`;

/** Where Cognito's page is asked to sign somebody in; remembers what is needed when the browser comes back. */
export const authorizeUrl = async (config: Hosted, returnTo: string): Promise<string> => {
  const pending: Pending = { state: random(), verifier: random(), returnTo };
  sessionStorage.setItem(KEY, JSON.stringify(pending));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    scope: 'openid email profile',
    state: pending.state,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: 'S256',
  });
  return `${config.signInUrl}/oauth2/authorize?${query}`;
};

export const logoutUrl = (config: Hosted): string =>
  `${config.signInUrl}/logout?${new URLSearchParams({ client_id: config.clientId, logout_uri: `${location.origin}/` })}`;

/** Trades the code with which Cognito's page sent the browser back for tokens. */
export const finishSignIn = async (config: Hosted, query: URLSearchParams): Promise<{ tokens: Tokens; returnTo: string }> => {
  const pending = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Pending | null;
  sessionStorage.removeItem(KEY);
  const refused = query.get('error_description') ?? query.get('error');
  if (refused) throw new SignInError(refused, query.get('error') ?? 'Unknown');
  const code = query.get('code');
  // Somebody else's code must not become this person's session (RFC 6749, section 10.12).
  if (!pending || !code || query.get('state') !== pending.state) {
    throw new SignInError('This sign-in was not begun in this tab: try again.', 'StateMismatch');
  }
  const response = await fetch(`${config.signInUrl}/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: config.clientId,
      redirect_uri: redirectUri(),
      code,
      code_verifier: pending.verifier,
    }),
  });
  const answer = (await response.json()) as Readonly<Record<string, string>> & { expires_in: number };
  if (!response.ok) throw new SignInError(answer.error_description ?? answer.error ?? 'Cognito gave no tokens.', answer.error ?? 'Unknown');
  const { id_token: idToken = '', access_token: accessToken = '', refresh_token: refreshToken = '', expires_in } = answer;
  return { tokens: { idToken, accessToken, refreshToken, expires: Date.now() + expires_in * 1000 }, returnTo: pending.returnTo };
};
