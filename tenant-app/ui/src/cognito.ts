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
  /** Who has set up a second factor gives the code that their app shows. */
  | { readonly kind: 'code'; readonly session: string; readonly userId: string }
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
}

/** One call of Cognito's API that needs no AWS credentials. Errors carry Cognito's own message, which is meant for people. */
const call = async <Answer extends object = AuthResponse>(config: Config, operation: string, input: object): Promise<Answer> => {
  const response = await fetch(config.cognitoEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Answer & { readonly message?: string };
  if (!response.ok) throw new Error(answer.message ?? `Sign-in failed (${response.status})`);
  return answer;
};
const clientOf = ({ userPoolClientId: ClientId }: Config) => ({ ClientId });

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
    ...clientOf(config),
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: email, SRP_A: exchange.shared },
  });
  if (challenge.ChallengeName !== 'PASSWORD_VERIFIER') return { kind: 'signedIn', tokens: tokensOf(challenge) };
  const verifier = challenge.ChallengeParameters as unknown as Verifier;
  const answer = await call(config, 'RespondToAuthChallenge', {
    ...clientOf(config),
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: await proof(config.userPoolId, exchange, verifier, password),
    ...sessionOf(challenge),
  });
  const next = { session: answer.Session ?? '', userId: verifier.USER_ID_FOR_SRP };
  if (answer.ChallengeName === 'SOFTWARE_TOKEN_MFA') return { kind: 'code', ...next };
  if (answer.ChallengeName === 'NEW_PASSWORD_REQUIRED') return { kind: 'newPassword', ...next };
  return { kind: 'signedIn', tokens: tokensOf(answer) };
};
const sessionOf = ({ Session }: AuthResponse) => (Session === undefined ? {} : { Session });

/** @param userId as `signIn` answered it: Cognito knows the person by it from then on */
export const setNewPassword = async (config: Config, session: string, userId: string, password: string): Promise<Tokens> =>
  tokensOf(
    await call(config, 'RespondToAuthChallenge', {
      ...clientOf(config),
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: session,
      ChallengeResponses: { USERNAME: userId, NEW_PASSWORD: password },
    }),
  );

/** @param code six digits of the person's app */
export const giveCode = async (config: Config, session: string, userId: string, code: string): Promise<Tokens> =>
  tokensOf(
    await call(config, 'RespondToAuthChallenge', {
      ...clientOf(config),
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session: session,
      ChallengeResponses: { USERNAME: userId, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );

/** A new secret for the app of a person who is signed in. It counts once a code of it has been confirmed. */
export const newFactor = async (config: Config, { accessToken: AccessToken }: Tokens): Promise<string> =>
  (await call<{ readonly SecretCode: string }>(config, 'AssociateSoftwareToken', { AccessToken })).SecretCode;

/** From now on every sign-in asks for a code of the app. Rejects a code that is not of the secret. */
export const confirmFactor = async (config: Config, { accessToken: AccessToken }: Tokens, code: string): Promise<void> => {
  const { Status } = await call<{ readonly Status: string }>(config, 'VerifySoftwareToken', { AccessToken, UserCode: code });
  if (Status !== 'SUCCESS') throw new Error('This code is not of that secret.');
  await call(config, 'SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
};

export const renew = async (config: Config, refreshToken: string): Promise<Tokens> =>
  tokensOf(
    await call(config, 'InitiateAuth', {
      ...clientOf(config),
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: refreshToken },
    }),
    refreshToken,
  );
