import { renewTokens } from '@tenantry/api-client/sign-in';
import type { Chosen } from './choose-profile.ts';
import { readTokens, saveTokens } from './configuration.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { machineSecret, machineTokens } from './machine-tokens.ts';
import { isOffered, platformToken } from './platform-token.ts';
import type { Profile } from './profile.ts';
import { kept, placeOf, told } from './signing-in.ts';
import type { Terminal } from './terminal.ts';
import type { Tokens } from './tokens.ts';

/** A token is renewed so long before it ends that the request it goes with still arrives. */
const MARGIN_MS = 60_000;

/** Answers a valid token each time: the environment's, a machine's, the stored one, a renewed one, or the demo's. */
export const tokenSource = (terminal: Terminal, { profile, isNamed }: Chosen): (() => Promise<string>) => {
  const { TENANTRY_TOKEN: given } = terminal.env;
  let tokens: Tokens | undefined;
  return async () => {
    if (given && isNamed) return given;
    if (tokens && tokens.expiresAt - terminal.now() > MARGIN_MS) return tokens.idToken;
    tokens = await fresh(terminal, profile, isNamed);
    return tokens.idToken;
  };
};

/** What the environment has counts only for an API that somebody has named; what GitHub offers, where nobody is signed in besides. */
const fresh = async (terminal: Terminal, profile: Profile, isNamed: boolean): Promise<Tokens> => {
  const secret = isNamed ? await machineSecret(terminal) : undefined;
  if (secret !== undefined) return machineTokens(terminal, profile, secret);
  if (isNamed && isOffered(terminal) && !(await known(terminal, profile))) return platformToken(terminal, profile);
  return stored(terminal, profile);
};

/** Of the stored tokens and those that a demo hands out, the ones that end last: an earlier demo's are worth nothing. */
const known = async (terminal: Terminal, profile: Profile): Promise<Tokens | undefined> => {
  const [mine, handed] = [await readTokens(terminal, profile), profile.tokens];
  return handed && handed.expiresAt > (mine?.expiresAt ?? 0) ? handed : mine;
};

const stored = async (terminal: Terminal, profile: Profile): Promise<Tokens> => {
  const found = await known(terminal, profile);
  const again = `sign in: tenantry login${profile.name === 'environment' ? ', or set TENANTRY_CLIENT_ID and TENANTRY_CLIENT_SECRET, or TENANTRY_TOKEN' : ` --profile ${profile.name}`}`;
  if (!found) throw new CommandError(EXIT.notSignedIn, `nobody is signed in to ${profile.apiUrl}`, again);
  if (found.expiresAt - terminal.now() > MARGIN_MS) return found;
  if (!found.refreshToken) throw new CommandError(EXIT.notSignedIn, 'the sign-in has ended', again);
  const place = placeOf(profile);
  const renewed = await told(place, renewTokens(place, found.refreshToken, { fetch: terminal.fetch })).catch((error: unknown) => {
    if (error instanceof CommandError && error.exitCode === EXIT.notSignedIn)
      throw new CommandError(EXIT.notSignedIn, 'the sign-in has ended', again, error);
    throw error;
  });
  // The refresh token is another one each time.
  const tokens = kept(renewed, terminal.now());
  await saveTokens(terminal, profile, tokens);
  return tokens;
};
