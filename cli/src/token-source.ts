import { exchange } from './browser-sign-in.ts';
import type { Chosen } from './choose-profile.ts';
import { cognito, tokensOf } from './cognito.ts';
import { readTokens, saveTokens, type Tokens } from './configuration.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { passwordSignIn } from './password-sign-in.ts';
import type { Profile } from './profile.ts';
import type { Terminal } from './terminal.ts';

/** A token is renewed so long before it ends that the request it goes with still arrives. */
const MARGIN_MS = 60_000;

/** Answers a valid ID token each time: the environment's, the stored one, a renewed one, or the demo's. */
export const tokenSource = (terminal: Terminal, { profile, isNamed }: Chosen): (() => Promise<string>) => {
  const { TENANTRY_TOKEN: given } = terminal.env;
  let tokens: Tokens | undefined;
  return async () => {
    if (given && isNamed) return given;
    if (tokens && tokens.expiresAt - terminal.now() > MARGIN_MS) return tokens.idToken;
    tokens = profile.password ? await passwordSignIn(terminal, profile) : await stored(terminal, profile);
    return tokens.idToken;
  };
};

const stored = async (terminal: Terminal, profile: Profile): Promise<Tokens> => {
  const kept = await readTokens(terminal, profile);
  const again = `sign in: tenantry login${profile.name === 'environment' ? ', or set TENANTRY_TOKEN' : ` --profile ${profile.name}`}`;
  if (!kept) throw new CommandError(EXIT.notSignedIn, `nobody is signed in to ${profile.apiUrl}`, again);
  if (kept.expiresAt - terminal.now() > MARGIN_MS) return kept;
  if (!kept.refreshToken) throw new CommandError(EXIT.notSignedIn, 'the sign-in has ended', again);
  const renewed = await renew(terminal, profile, kept.refreshToken).catch((error: unknown) => {
    if (error instanceof CommandError && error.exitCode === EXIT.notSignedIn)
      throw new CommandError(EXIT.notSignedIn, 'the sign-in has ended', again, error);
    throw error;
  });
  // Cognito gives a new refresh token only where rotation is switched on.
  const tokens = { ...renewed, refreshToken: renewed.refreshToken ?? kept.refreshToken };
  await saveTokens(terminal, profile, tokens);
  return tokens;
};

const renew = async (terminal: Terminal, profile: Profile, refreshToken: string): Promise<Tokens> => {
  const { signInUrl, cognitoEndpoint, clientId = '' } = profile;
  if (signInUrl) return exchange(terminal, signInUrl, { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken });
  if (!cognitoEndpoint) throw new CommandError(EXIT.notSignedIn, 'the profile does not say where tokens are renewed');
  const body = { ClientId: clientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: refreshToken } };
  return tokensOf(await cognito(terminal, cognitoEndpoint, 'InitiateAuth', body), terminal.now());
};
