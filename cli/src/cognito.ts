import type { Tokens } from './configuration.ts';
import { CommandError, EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface AuthenticationResult {
  readonly IdToken?: string;
  readonly RefreshToken?: string;
  readonly ExpiresIn?: number;
}
/** Cognito's answer to InitiateAuth and RespondToAuthChallenge: tokens, or the next question. */
export interface AuthAnswer {
  readonly AuthenticationResult?: AuthenticationResult;
  readonly ChallengeName?: string;
  readonly ChallengeParameters?: Readonly<Record<string, string>>;
  readonly Session?: string;
}

/** The operations of Cognito that need no AWS credentials, by plain HTTP: an SDK would take longer to load than a command to run. */
export const cognito = async (
  { fetch: send }: Pick<Terminal, 'fetch'>,
  endpoint: string,
  operation: 'InitiateAuth' | 'RespondToAuthChallenge' | 'RevokeToken',
  body: object,
): Promise<AuthAnswer> => {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` };
  const answer = await send(endpoint, { method: 'POST', headers, body: JSON.stringify(body) }).catch((error: unknown) => {
    throw new CommandError(EXIT.unavailable, `Cognito at ${endpoint} does not answer`, undefined, error);
  });
  const json = (await answer.json().catch(() => ({}))) as AuthAnswer & { readonly __type?: string; readonly message?: string };
  if (answer.ok) return json;
  const code = json.__type?.split('#').at(-1) ?? String(answer.status);
  if (answer.status >= 500 || code === 'TooManyRequestsException')
    throw new CommandError(EXIT.unavailable, `Cognito ${operation}: ${code}: ${json.message ?? ''}`);
  throw new CommandError(EXIT.notSignedIn, `Cognito refuses to sign in: ${code}: ${json.message ?? ''}`);
};

/** @throws CommandError when the answer has no token */
export const tokensOf = ({ AuthenticationResult: result }: AuthAnswer, now: number): Tokens => {
  if (!result?.IdToken) throw new CommandError(EXIT.notSignedIn, 'Cognito gave no token');
  return {
    idToken: result.IdToken,
    ...(result.RefreshToken ? { refreshToken: result.RefreshToken } : {}),
    expiresAt: now + (result.ExpiresIn ?? 3_600) * 1000,
  };
};
