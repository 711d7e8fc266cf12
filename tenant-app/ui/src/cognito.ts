import type { Config } from './config.ts';
import { newExchange, proof, type Verifier } from './srp.ts';

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  readonly refreshToken: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}
/** What Cognito asks for besides the password, one thing after the other. */
export type Challenge = { readonly session: string; readonly userId: string } & (
  | /** Who has set up a second factor gives the code that their app shows. */ { readonly kind: 'code' }
  /** The first sign-in, with the temporary password: Cognito wants a new one. */
  | { readonly kind: 'newPassword' }
  /** The pool demands a second factor, and there is none yet: the person's app must get the secret. */
  | { readonly kind: 'newFactor'; readonly secret: string }
);
/** How a sign-in goes on. */
export type SignIn = { readonly kind: 'signedIn'; readonly tokens: Tokens } | Challenge;

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
  const answers = await proof(config.userPoolId, exchange, verifier, password);
  return respond(config, 'PASSWORD_VERIFIER', { session: challenge.Session, userId: verifier.USER_ID_FOR_SRP }, answers);
};

/** Whose sign-in it is: Cognito knows the person by `userId`, and what they have shown so far by the session. */
interface Begun {
  readonly session: string | undefined;
  readonly userId: string;
}
/** Answers a challenge, which may lead to another: after a new password comes the code of the app (aws-amplify/amplify-js#6106). */
const respond = async (config: Config, ChallengeName: string, { session, userId }: Begun, answers: object): Promise<SignIn> => {
  const ChallengeResponses = { USERNAME: userId, ...answers };
  const answered = { ...clientOf(config), ChallengeName, ...(session === undefined ? {} : { Session: session }), ChallengeResponses };
  const answer = await call(config, 'RespondToAuthChallenge', answered);
  const next = { session: answer.Session ?? '', userId };
  if (answer.ChallengeName === 'SOFTWARE_TOKEN_MFA') return { kind: 'code', ...next };
  if (answer.ChallengeName === 'NEW_PASSWORD_REQUIRED') return { kind: 'newPassword', ...next };
  if (answer.ChallengeName !== 'MFA_SETUP') return { kind: 'signedIn', tokens: tokensOf(answer) };
  const { SecretCode, Session } = await call<Factor>(config, 'AssociateSoftwareToken', { Session: next.session });
  return { kind: 'newFactor', userId, session: Session ?? '', secret: SecretCode };
};
interface Factor {
  readonly SecretCode: string;
  /** Of a sign-in: what was given before does not count any more. */
  readonly Session?: string;
}

/** Answers what a sign-in asked for. @param given a new password, or six digits of the person's app */
export const goOn = async (config: Config, challenge: Challenge, given: string): Promise<SignIn> => {
  if (challenge.kind === 'newPassword') return respond(config, 'NEW_PASSWORD_REQUIRED', challenge, { NEW_PASSWORD: given });
  if (challenge.kind === 'code') return respond(config, 'SOFTWARE_TOKEN_MFA', challenge, { SOFTWARE_TOKEN_MFA_CODE: given });
  const session = await verify(config, { Session: challenge.session }, given);
  return respond(config, 'MFA_SETUP', { ...challenge, session }, {});
};
/** Rejects a code that is not of the secret. @returns the session, of a sign-in */
const verify = async (config: Config, whose: { readonly Session: string } | { readonly AccessToken: string }, UserCode: string) => {
  type Verified = { readonly Status: string; readonly Session?: string };
  const { Status, Session } = await call<Verified>(config, 'VerifySoftwareToken', { ...whose, UserCode });
  if (Status !== 'SUCCESS') throw new Error('This code is not of that secret.');
  return Session;
};

/** A new secret for the app of a person who is signed in. It counts once a code of it has been confirmed. */
export const newFactor = async (config: Config, { accessToken: AccessToken }: Tokens): Promise<string> =>
  (await call<Factor>(config, 'AssociateSoftwareToken', { AccessToken })).SecretCode;

/** From now on every sign-in asks for a code of the app. Rejects a code that is not of the secret. */
export const confirmFactor = async (config: Config, { accessToken: AccessToken }: Tokens, code: string): Promise<void> => {
  await verify(config, { AccessToken }, code);
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
