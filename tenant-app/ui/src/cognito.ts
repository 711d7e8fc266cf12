import type { Config } from './config.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}
/** How a sign-in goes on. */
export type SignIn =
  | { readonly kind: 'signedIn'; readonly tokens: Tokens }
  /** The first sign-in, with the temporary password: Cognito wants a new one. */
  | { readonly kind: 'newPassword'; readonly session: string; readonly email: string };

interface AuthResponse {
  readonly ChallengeName?: string;
  readonly Session?: string;
  readonly AuthenticationResult?: {
    readonly AccessToken: string;
    readonly IdToken: string;
    readonly RefreshToken?: string;
    readonly ExpiresIn: number;
  };
  readonly message?: string;
}

/** One call of Cognito's API that needs no AWS credentials. Errors carry Cognito's own message, which is meant for people. */
const call = async (config: Config, operation: string, input: object): Promise<AuthResponse> => {
  const response = await fetch(config.cognitoEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify({ ...input, ClientId: config.userPoolClientId }),
  });
  const answer = (await response.json()) as AuthResponse;
  if (!response.ok) throw new Error(answer.message ?? `Sign-in failed (${response.status})`);
  return answer;
};

const tokensOf = ({ AuthenticationResult: result }: AuthResponse, refreshToken = ''): Tokens => {
  if (!result) throw new Error('Cognito answered neither tokens nor a challenge that this console knows.');
  return {
    accessToken: result.AccessToken,
    idToken: result.IdToken,
    refreshToken: result.RefreshToken ?? refreshToken,
    expires: Date.now() + result.ExpiresIn * 1000,
  };
};

export const signIn = async (config: Config, email: string, password: string): Promise<SignIn> => {
  const answer = await call(config, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  if (answer.ChallengeName === 'NEW_PASSWORD_REQUIRED') return { kind: 'newPassword', session: answer.Session ?? '', email };
  return { kind: 'signedIn', tokens: tokensOf(answer) };
};

export const setNewPassword = async (config: Config, session: string, email: string, password: string): Promise<Tokens> =>
  tokensOf(
    await call(config, 'RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: session,
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD: password },
    }),
  );

export const renew = async (config: Config, refreshToken: string): Promise<Tokens> =>
  tokensOf(
    await call(config, 'InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: refreshToken } }),
    refreshToken,
  );
