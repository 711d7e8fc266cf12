import * as oauth from 'oauth4webapi';

/** A user pool's own pages, and the client that sends people there: nothing in it is secret. */
export interface SignIn {
  /** `https://cognito-idp.<region>.amazonaws.com/<user pool>`: who signs the tokens. */
  readonly issuer: string;
  /** The pool's domain, without a slash at the end. */
  readonly signInUrl: string;
  readonly clientId: string;
}
/** What must be known when the browser comes back; it never leaves the program that began. */
export interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
}
export interface Tokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the ID token ends. */
  readonly lastsSeconds: number;
}
export interface MachineToken {
  readonly token: string;
  readonly lastsSeconds: number;
}
interface Options {
  readonly fetch?: typeof fetch;
}

/** Cognito said no, or what came back was not asked for. `code` is the OAuth error's name. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly code: string;
  constructor(message: string, code: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

const serverOf = ({ issuer, signInUrl }: SignIn): oauth.AuthorizationServer => ({
  issuer,
  authorization_endpoint: `${signInUrl}/oauth2/authorize`,
  token_endpoint: `${signInUrl}/oauth2/token`,
  revocation_endpoint: `${signInUrl}/oauth2/revoke`,
});
const clientOf = ({ clientId: client_id }: SignIn): oauth.Client => ({ client_id });
/** Cognito's domains have TLS; where a deployment names an address without, it is its own machine's (`isSafe`, mixed content). */
const optionsOf = ({ signInUrl }: SignIn, options: Options) => ({
  [oauth.allowInsecureRequests]: signInUrl.startsWith('http:'),
  ...(options.fetch ? { [oauth.customFetch]: options.fetch } : {}),
});

/** Where the browser is sent: authorization code with PKCE (RFC 7636), state and nonce. */
export const beginSignIn = async (place: SignIn, redirectUri: string): Promise<{ readonly url: string; readonly pending: Pending }> => {
  const pending: Pending = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
    redirectUri,
  };
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: place.clientId,
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  });
  return { url: `${place.signInUrl}/oauth2/authorize?${query}`, pending };
};

/** Trades the code with which Cognito sent the browser back for tokens. @param back query string of the address to which it came */
export const finishSignIn = (place: SignIn, pending: Pending, back: URLSearchParams, options: Options = {}): Promise<Tokens> =>
  said(async () => {
    const [server, client] = [serverOf(place), clientOf(place)];
    const parameters = oauth.validateAuthResponse(server, client, back, pending.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      parameters,
      pending.redirectUri,
      pending.verifier,
      optionsOf(place, options),
    );
    const wanted = { expectedNonce: pending.nonce, requireIdToken: true };
    return tokensOf(await oauth.processAuthorizationCodeResponse(server, client, response, wanted));
  });

/** New tokens. Cognito rotates refresh tokens where the client says so; the old one is good for nothing then. */
export const renewTokens = (place: SignIn, refreshToken: string, options: Options = {}): Promise<Tokens> =>
  said(async () => {
    const [server, client] = [serverOf(place), clientOf(place)];
    const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), refreshToken, optionsOf(place, options));
    return tokensOf(await oauth.processRefreshTokenResponse(server, client, response), refreshToken);
  });

/**
 * The token of a machine, by the secret of its client (RFC 6749, section 4.4): an access token, which names no person. It has all scopes of
 * the client, and is asked for again instead of being renewed.
 */
export const machineToken = (place: SignIn, secret: string, options: Options = {}): Promise<MachineToken> =>
  said(async () => {
    const [server, client] = [serverOf(place), clientOf(place)];
    const basic = oauth.ClientSecretBasic(secret);
    const response = await oauth.clientCredentialsGrantRequest(server, client, basic, {}, optionsOf(place, options));
    const { access_token, expires_in = 0 } = await oauth.processClientCredentialsResponse(server, client, response);
    return { token: access_token, lastsSeconds: expires_in };
  });

/**
 * Ends a refresh token and what came of it. A browser may not read the answer of this endpoint, and sends the request all the same: it is
 * one that needs no leave beforehand (a form without further headers).
 */
export const revokeToken = (place: SignIn, refreshToken: string, options: Options = {}): Promise<void> =>
  said(async () => {
    const [server, client] = [serverOf(place), clientOf(place)];
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(server, client, oauth.None(), refreshToken, optionsOf(place, options)),
    );
  });

/** Ends the session of Cognito's pages in this browser, and comes back. */
export const logoutUrl = ({ signInUrl, clientId }: SignIn, back: string): string =>
  `${signInUrl}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: back })}`;

const tokensOf = ({ id_token, access_token, refresh_token, expires_in = 0 }: oauth.TokenEndpointResponse, kept = ''): Tokens => {
  if (!id_token) throw new SignInError('Cognito gave no ID token.', 'no_id_token');
  return { idToken: id_token, accessToken: access_token, refreshToken: refresh_token ?? kept, lastsSeconds: expires_in };
};

/** What a server refused, or answered to something else, becomes a SignInError; a network that is away stays what it is. */
const said = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError) {
      // A server in trouble has not refused anybody.
      if (error instanceof oauth.ResponseBodyError && error.status >= 500) throw error;
      throw new SignInError(error.error_description ?? `Cognito answered ${error.error}.`, error.error, error);
    }
    if (error instanceof oauth.OperationProcessingError && !isUnavailable(error)) {
      throw new SignInError('This sign-in was not begun here: try again.', error.code ?? 'invalid_response', error);
    }
    throw error;
  }
};

/** An answer that is none of OAuth's: a gateway on the way that is in trouble, not Cognito's no. */
const isUnavailable = ({ code }: oauth.OperationProcessingError): boolean =>
  code === oauth.RESPONSE_IS_NOT_CONFORM || code === oauth.RESPONSE_IS_NOT_JSON || code === oauth.PARSE_ERROR;
