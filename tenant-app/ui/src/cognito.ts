import type { Config } from './config.ts';
import { newExchange, proof, type Verifier } from './srp.ts';

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
  | { readonly kind: 'newPassword'; readonly session: string; readonly userId: string };

interface AuthResponse {
  readonly ChallengeName?: string;
  readonly Session?: string;
  readonly ChallengeParameters?: Readonly<Record<string, string>>;
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

/** Signs in without telling Cognito the password: only proof that the browser knows it. */
export const signIn = async (config: Config, email: string, password: string): Promise<SignIn> => {
  const exchange = newExchange();
  const challenge = await call(config, 'InitiateAuth', {
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: email, SRP_A: exchange.shared },
  });
  if (challenge.ChallengeName !== 'PASSWORD_VERIFIER') return { kind: 'signedIn', tokens: tokensOf(challenge) };
  const verifier = challenge.ChallengeParameters as unknown as Verifier;
  const answer = await call(config, 'RespondToAuthChallenge', {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: await proof(config.userPoolId, exchange, verifier, password),
    ...sessionOf(challenge),
  });
  if (answer.ChallengeName !== 'NEW_PASSWORD_REQUIRED') return { kind: 'signedIn', tokens: tokensOf(answer) };
  return { kind: 'newPassword', session: answer.Session ?? '', userId: verifier.USER_ID_FOR_SRP };
};
const sessionOf = ({ Session }: AuthResponse) => (Session === undefined ? {} : { Session });

/** @param userId as `signIn` answered it: Cognito knows the person by it from then on */
export const setNewPassword = async (config: Config, session: string, userId: string, password: string): Promise<Tokens> =>
  tokensOf(
    await call(config, 'RespondToAuthChallenge', {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: session,
      ChallengeResponses: { USERNAME: userId, NEW_PASSWORD: password },
    }),
  );

export const renew = async (config: Config, refreshToken: string): Promise<Tokens> =>
  tokensOf(
    await call(config, 'InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: refreshToken } }),
    refreshToken,
  );
