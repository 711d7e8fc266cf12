import type { ConsoleConfig } from '../config.ts';
import type { Tokens } from './tokens.ts';

/** How a sign-in continues. */
export type SignIn =
  | { readonly kind: 'signedIn'; readonly tokens: Tokens }
  /** The first sign-in, with the temporary password: Cognito wants a new one. */
  | { readonly kind: 'newPassword'; readonly session: string; readonly email: string }
  /** Cognito wants the code of the person's authenticator. */
  | { readonly kind: 'code'; readonly session: string; readonly email: string };

interface Answer {
  readonly ChallengeName?: string;
  readonly Session?: string;
  readonly AuthenticationResult?: {
    readonly AccessToken: string;
    readonly IdToken: string;
    readonly RefreshToken?: string;
    readonly ExpiresIn: number;
  };
  readonly message?: string;
  readonly __type?: string;
}
type Endpoint = Pick<ConsoleConfig, 'cognitoEndpoint' | 'clientId'>;

/** Cognito said no. `code` is the name of its error, e.g. `NotAuthorizedException`. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** One call of Cognito's API that needs no AWS credentials. Errors carry Cognito's own message, which is meant for people. */
const call = async ({ cognitoEndpoint, clientId }: Endpoint, operation: string, input: object): Promise<Answer> => {
  const response = await fetch(cognitoEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify({ ...input, ClientId: clientId }),
  });
  const answer = (await response.json().catch(() => ({}))) as Answer;
  if (!response.ok) {
    throw new SignInError(answer.message ?? `Cognito answered ${response.status}.`, answer.__type?.split('#').at(-1) ?? 'Unknown');
  }
  return answer;
};

const outcomeOf = (answer: Answer, email: string): SignIn => {
  const { ChallengeName, Session: session = '', AuthenticationResult } = answer;
  if (ChallengeName === 'NEW_PASSWORD_REQUIRED') return { kind: 'newPassword', session, email };
  if (ChallengeName === 'SOFTWARE_TOKEN_MFA') return { kind: 'code', session, email };
  if (!AuthenticationResult) throw new SignInError(`Cognito asks for ${ChallengeName}, which this console does not know.`, 'Unknown');
  return { kind: 'signedIn', tokens: tokensOf(answer) };
};
const tokensOf = ({ AuthenticationResult: result }: Answer, refreshToken = ''): Tokens => ({
  idToken: result?.IdToken ?? '',
  accessToken: result?.AccessToken ?? '',
  refreshToken: result?.RefreshToken ?? refreshToken,
  expires: Date.now() + (result?.ExpiresIn ?? 0) * 1000,
});

export const signIn = async (endpoint: Endpoint, email: string, password: string): Promise<SignIn> =>
  outcomeOf(
    await call(endpoint, 'InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: email, PASSWORD: password } }),
    email,
  );

/** Answers what Cognito asked for. @param answer the new password, or the authenticator's code */
export const respond = async (
  endpoint: Endpoint,
  { kind, session, email }: Exclude<SignIn, { kind: 'signedIn' }>,
  answer: string,
): Promise<SignIn> => {
  const challenge = kind === 'newPassword' ? 'NEW_PASSWORD_REQUIRED' : 'SOFTWARE_TOKEN_MFA';
  const responses = kind === 'newPassword' ? { NEW_PASSWORD: answer } : { SOFTWARE_TOKEN_MFA_CODE: answer };
  return outcomeOf(
    await call(endpoint, 'RespondToAuthChallenge', {
      ChallengeName: challenge,
      Session: session,
      ChallengeResponses: { USERNAME: email, ...responses },
    }),
    email,
  );
};

/** New tokens for a refresh token, which Cognito does not repeat. */
export const renew = async (endpoint: Endpoint, refreshToken: string): Promise<Tokens> =>
  tokensOf(
    await call(endpoint, 'InitiateAuth', { AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: refreshToken } }),
    refreshToken,
  );

/** Ends a refresh token and what came of it. */
export const revoke = async (endpoint: Endpoint, refreshToken: string): Promise<void> => {
  await call(endpoint, 'RevokeToken', { Token: refreshToken });
};
