import type { Command } from 'commander';
import { browserSignIn } from '../browser-sign-in.ts';
import { chooseProfile } from '../choose-profile.ts';
import { act, type Context, leaf } from '../command.ts';
import { saveProfile, saveTokens } from '../configuration.ts';
import { DEMO_PROFILE } from '../demo-profile.ts';
import { discover } from '../discover.ts';
import { usageError } from '../exit-code.ts';
import { type Profile, profileOf } from '../profile.ts';
import type { Terminal } from '../terminal.ts';

interface LoginOptions {
  readonly profile?: string;
  readonly apiUrl?: string;
  readonly clientId?: string;
  readonly signInUrl?: string;
  readonly issuer?: string;
}

export const login = (program: Command, context: Context): void => {
  const command = leaf(
    program,
    'login [console-url]',
    'sign in by the browser; with the URL of the super admin console, the profile is made by itself',
    ['https://superadmin.example.com', '--profile prod'],
  )
    .option('--api-url <url>', 'the API, where no console tells')
    .option('--client-id <id>', "client of the API's user pool")
    .option('--sign-in-url <url>', "where the user pool's pages are")
    .option('--issuer <url>', 'of its tokens: https://cognito-idp.<region>.amazonaws.com/<user pool>');
  act<LoginOptions>(command, context, async (invocation, [consoleUrl], options) => {
    const { terminal } = invocation;
    const profile = await profileFor(terminal, consoleUrl, options);
    if (profile.name === 'environment')
      throw usageError('a profile needs a name to be signed in to', 'add --profile <name>, or set TENANTRY_TOKEN');
    const tokens = await browserSignIn(terminal, profile);
    await saveTokens(terminal, profile, tokens);
    // The demo's profile is gone with the demo.
    if (profile.name !== DEMO_PROFILE) await saveProfile(terminal, profile);
    invocation.print({ profile: profile.name, apiUrl: profile.apiUrl }, () => `signed in to ${profile.apiUrl} (profile ${profile.name})\n`);
    return undefined;
  });
};

/** What is found out and what is given, over what the profile has already. */
const profileFor = async (terminal: Terminal, consoleUrl: string | undefined, options: LoginOptions): Promise<Profile> => {
  const { apiUrl, clientId, signInUrl, issuer } = options;
  const given = Object.fromEntries(Object.entries({ apiUrl, clientId, signInUrl, issuer }).filter(([, value]) => value));
  if (!consoleUrl && !apiUrl) return { ...(await chooseProfile(terminal, options.profile)).profile, ...given };
  const found = consoleUrl ? await discover(terminal, consoleUrl) : {};
  const profile = profileOf(options.profile ?? 'default', { ...found, ...given });
  if (typeof profile === 'string') throw usageError(profile, 'correct the URL');
  return profile;
};
