import * as oauth from 'oauth4webapi';
import type { Config } from './config.ts';

export interface Tokens {
  readonly idToken: string;
  readonly refreshToken: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** Path to which Cognito's page sends the browser back. */
export const CALLBACK_PATH = '/signed-in';
const KEY = 'sign-in';
/** What must be known when the browser comes back: it stays in this tab. */
interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}
const callback = (): string => `${location.origin}${CALLBACK_PATH}`;

/** The tenant's own pool; a pool's id begins with its region. */
const serverOf = ({ userPoolId, signInUrl }: Config): oauth.AuthorizationServer => ({
  issuer: `https://cognito-idp.${userPoolId.split('_')[0]}.amazonaws.com/${userPoolId}`,
  token_endpoint: `${signInUrl}/oauth2/token`,
  revocation_endpoint: `${signInUrl}/oauth2/revoke`,
});
const clientOf = ({ userPoolClientId: client_id }: Config): oauth.Client => ({ client_id });
// Cognito's domains have TLS. From a page with TLS a browser asks nothing without.
const optionsOf = ({ signInUrl }: Config) => ({ [oauth.allowInsecureRequests]: signInUrl.startsWith('http:') });

/** The address of Cognito's page: authorization code with PKCE (RFC 7636). */
export const leave = async (config: Config): Promise<string> => {
  const pending: Pending = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  };
  sessionStorage.setItem(KEY, JSON.stringify(pending));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: config.userPoolClientId,
    redirect_uri: callback(),
    scope: 'openid email profile',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  });
  return `${config.signInUrl}/oauth2/authorize?${query}`;
};

/** Trades the code that came back for tokens. One that this tab did not ask for must not become its session. */
export const comeBack = (config: Config, query: URLSearchParams): Promise<Tokens> =>
  plainly(async () => {
    const pending = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Pending | null;
    sessionStorage.removeItem(KEY);
    if (!pending) throw new Error(NOT_BEGUN);
    const [server, client] = [serverOf(config), clientOf(config)];
    const answered = oauth.validateAuthResponse(server, client, query, pending.state);
    const { state: _, nonce: expectedNonce, verifier } = pending;
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      answered,
      callback(),
      verifier,
      optionsOf(config),
    );
    return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce, requireIdToken: true }));
  });

/** New tokens. Cognito gives another refresh token each time. */
export const renew = (config: Config, refreshToken: string): Promise<Tokens> =>
  plainly(async () => {
    const [server, client] = [serverOf(config), clientOf(config)];
    const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, optionsOf(config));
    return tokensOf(await oauth.processRefreshTokenResponse(server, client, response), refreshToken);
  });

/** Ends the refresh token, and answers where the session of Cognito's page ends. */
export const leaveForGood = async (config: Config, { refreshToken }: Tokens): Promise<string> => {
  // Its answer cannot be read across origins; the request is sent all the same.
  await oauth.revocationRequest(serverOf(config), clientOf(config), oauth.None(), refreshToken, optionsOf(config)).catch(() => undefined);
  const query = new URLSearchParams({ client_id: config.userPoolClientId, logout_uri: `${location.origin}/` });
  return `${config.signInUrl}/logout?${query}`;
};

const tokensOf = ({ id_token, refresh_token, expires_in = 0 }: oauth.TokenEndpointResponse, kept = ''): Tokens => {
  if (!id_token) throw new Error('Cognito gave no ID token.');
  return { idToken: id_token, refreshToken: refresh_token ?? kept, expires: Date.now() + expires_in * 1_000 };
};

const NOT_BEGUN = 'This sign-in was not begun in this tab: try again.';
/** In words for people. */
const plainly = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof oauth.AuthorizationResponseError || cause instanceof oauth.ResponseBodyError)
      throw new Error(cause.error_description ?? `The sign-in has ended (${cause.error}).`, { cause });
    if (cause instanceof oauth.OperationProcessingError) throw new Error(NOT_BEGUN, { cause });
    throw cause;
  }
};
