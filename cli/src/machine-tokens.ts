import { readFile } from 'node:fs/promises';
import { machineToken } from '@tenantry/api-client/sign-in';
import { discover } from './discover.ts';
import { CommandError, EXIT, usageError } from './exit-code.ts';
import { type Profile, profileOf } from './profile.ts';
import { placeOf, told } from './signing-in.ts';
import type { Terminal } from './terminal.ts';
import type { Tokens } from './tokens.ts';

/**
 * The secret of a machine's client: `TENANTRY_CLIENT_SECRET`, or what the file has that `TENANTRY_CLIENT_SECRET_FILE` names. Never an argument:
 * everybody on a machine sees those.
 * @returns undefined where neither is set
 * @throws CommandError for a file that cannot be read, or is empty
 */
export const machineSecret = async ({ env }: Terminal): Promise<string | undefined> => {
  const { TENANTRY_CLIENT_SECRET: secret, TENANTRY_CLIENT_SECRET_FILE: file } = env;
  if (secret || !file) return secret || undefined;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new CommandError(EXIT.usage, 'the file that TENANTRY_CLIENT_SECRET_FILE names cannot be read', 'correct its path', error);
  });
  if (!text.trim()) throw usageError('the file that TENANTRY_CLIENT_SECRET_FILE names is empty', "write the client's secret into it");
  return text.trim();
};

/**
 * A token for the machine of `TENANTRY_CLIENT_ID`, kept in memory alone: who has the secret can ask for another.
 * @throws CommandError 3 where Cognito refuses the secret
 */
export const machineTokens = async (terminal: Terminal, profile: Profile, secret: string): Promise<Tokens> => {
  const { TENANTRY_CLIENT_ID: clientId } = terminal.env;
  if (!clientId) throw usageError('TENANTRY_CLIENT_ID says whose the secret is', "set it to the id of the machine's client");
  const place = placeOf({ ...(await whereSignedIn(terminal, profile)), clientId });
  const fix = 'check TENANTRY_CLIENT_ID and the secret';
  const { token, lastsSeconds } = await told(place, machineToken(place, secret, { fetch: terminal.fetch }), fix);
  return { idToken: token, expiresAt: terminal.now() + lastsSeconds * 1_000 };
};

/** The API answers at the console's domain, and the console says where its user pool is. */
const whereSignedIn = async (terminal: Terminal, profile: Profile): Promise<Profile> => {
  if (profile.issuer && profile.signInUrl) return profile;
  const { apiUrl: _, ...found } = await discover(terminal, profile.apiUrl);
  const whole = profileOf(profile.name, { ...found, apiUrl: profile.apiUrl });
  if (typeof whole === 'string') throw usageError(whole, 'correct TENANTRY_API_URL');
  return whole;
};
